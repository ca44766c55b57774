/**
 * The commands for users and keys.
 */
@ApplicationModule(allowedDependencies = { "data.database", "operation.console", "security.audit",
		"security.credential", "security.key", "security.user", "support" })
@NullMarked
package dev.tintype.operation.credential;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
