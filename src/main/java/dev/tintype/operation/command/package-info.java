/**
 * The command line {@code db …}. It uses the same jar and the same settings as the
 * service, and no SQL of any feature.
 */
@ApplicationModule(allowedDependencies = { "data.database", "data.sql", "data.storage", "operation.archive",
		"operation.console", "operation.copy", "operation.credential", "operation.integrity", "operation.job",
		"operation.pictallion", "operation.seed", "operation.status", "operation.storage", "security.audit",
		"support" })
@NullMarked
package dev.tintype.operation.command;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
