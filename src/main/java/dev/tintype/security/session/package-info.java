/**
 * Sessions of users in browsers: sign-in, sign-out, cookies.
 */
@ApplicationModule(allowedDependencies = { "data.sql", "security.audit", "security.credential", "security.limit",
		"security.user", "support", "web.http", "web.security" })
@NullMarked
package dev.tintype.security.session;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
