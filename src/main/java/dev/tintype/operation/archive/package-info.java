/**
 * Backup and restore: one file holds all rows and restores into either kind of database.
 */
@ApplicationModule(allowedDependencies = { "data.sql", "operation.copy", "operation.seed", "support" })
@NullMarked
package dev.tintype.operation.archive;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
