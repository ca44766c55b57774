/**
 * Keys of programs: who has one, what it allows, and until when.
 */
@ApplicationModule(allowedDependencies = { "data.sql", "security.audit", "security.credential", "support", "web.http",
		"web.idempotency", "web.listing" })
@NullMarked
package dev.tintype.security.key;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
