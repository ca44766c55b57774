/**
 * Users, their roles and their passwords.
 */
@ApplicationModule(allowedDependencies = { "data.sql", "security.audit", "security.credential", "support", "web.http",
		"web.idempotency", "web.listing" })
@NullMarked
package dev.tintype.security.user;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
