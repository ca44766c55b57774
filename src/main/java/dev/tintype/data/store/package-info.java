/**
 * Binds one storage to one database: the row of the table {@code storage} and the mark in
 * the storage have the same id.
 *
 * <p>
 * {@code GuardedStorage} is the {@code Storage} of all other modules. It asks
 * {@code StoreIdentity} before it does anything, and {@code StoreStart} asks it when the
 * service starts.
 */
@ApplicationModule(allowedDependencies = { "data.sql", "data.storage", "support" })
@NullMarked
package dev.tintype.data.store;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
