/**
 * Backup and restore: all rows of a database in one file, which restores into either kind
 * of database.
 */
@ApplicationModule(allowedDependencies = { "support", "sql" })
@NullMarked
package dev.tintype.archive;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
