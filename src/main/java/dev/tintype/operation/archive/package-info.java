/**
 * Backup and restore: one file holds all rows and restores into either kind of database.
 */
@ApplicationModule(allowedDependencies = { "data.database", "data.sql", "data.storage", "operation.copy",
		"operation.job", "operation.seed", "security.audit", "support", "web.http" })
@NullMarked
package dev.tintype.operation.archive;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
