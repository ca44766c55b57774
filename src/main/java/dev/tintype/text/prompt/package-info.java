/**
 * The prompt library: unique texts with counts, listed, searched and exported.
 */
@ApplicationModule(allowedDependencies = { "data.batch", "data.change", "data.sql", "image.media", "image.registry",
		"imaging.thumbnail", "operation.integrity", "operation.seed", "search.filter", "search.regex", "security.audit",
		"support", "web.csv", "web.http", "web.idempotency", "web.listing", "web.ndjson" })
@NullMarked
package dev.tintype.text.prompt;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
