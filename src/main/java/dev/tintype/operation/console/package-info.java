/**
 * The ground of all commands: their context, their terminal, their result.
 */
@ApplicationModule(allowedDependencies = { "data.database", "data.sql", "operation.copy", "operation.pictallion",
		"support", "web.http" })
@NullMarked
package dev.tintype.operation.console;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
