/**
 * How people are related to each other.
 */
@ApplicationModule(allowedDependencies = { "data.change", "data.sql", "operation.integrity", "support", "web.http",
		"web.idempotency", "web.listing" })
@NullMarked
package dev.tintype.library.relationship;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
