/**
 * Stores files under keys and reads them again. A key is never overwritten.
 *
 * <p>
 * {@code Storage} is what other modules use; {@code FolderStorage} is the kind that keeps
 * the files in the data folder. {@code Staging} names local temporary files, from which
 * {@code Storage} takes what it stores.
 */
@ApplicationModule(allowedDependencies = "support")
@NullMarked
package dev.tintype.data.storage;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
