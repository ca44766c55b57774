/**
 * What all commands have in common: how a command opens the database, writes its result,
 * shows progress and asks questions.
 */
@ApplicationModule(
		allowedDependencies = { "data.database", "data.sql", "operation.copy", "operation.pictallion", "support" })
@NullMarked
package dev.tintype.operation.console;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
