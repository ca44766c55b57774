/**
 * The commands {@code storage …}, and the health and the integrity of the storage.
 */
@ApplicationModule(allowedDependencies = { "data.database", "data.storage", "data.store", "operation.console",
		"operation.integrity", "support" })
@NullMarked
package dev.tintype.operation.storage;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
