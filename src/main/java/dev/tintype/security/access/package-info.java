/**
 * Authentication and authorisation of requests with Spring Security. Where no credentials
 * are required, none of it is there.
 */
@ApplicationModule(allowedDependencies = { "data.sql", "security.credential", "security.limit", "security.session",
		"support", "web.http", "web.route", "web.security" })
@NullMarked
package dev.tintype.security.access;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
