/**
 * Keeps collections of photos: those that a user fills, and smart ones, which rules fill.
 *
 * <p>
 * {@code RuleReader} checks rules and {@code SmartRule} converts them into a filter on
 * photos. {@code SmartCollections} inserts the rules of the smart collections that rules
 * refer to.
 */
@ApplicationModule(allowedDependencies = { "data.batch", "data.change", "data.sql", "library.photo", "library.version",
		"search.filter", "support", "web.http", "web.idempotency", "web.listing" })
@NullMarked
package dev.tintype.library.collection;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
