/**
 * The registry of image files: the rows of images, and their listing.
 */
@ApplicationModule(allowedDependencies = { "data.batch", "data.sql", "operation.integrity", "search.regex", "support",
		"web.http", "web.idempotency", "web.listing", "web.ndjson" })
@NullMarked
package dev.tintype.image.registry;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
