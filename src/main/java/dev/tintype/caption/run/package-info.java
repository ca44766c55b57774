/**
 * Runs: captioning of many images by many workers. It creates and lists runs, changes
 * their states, and reports their progress.
 */
@ApplicationModule(allowedDependencies = { "caption.operation", "caption.save", "data.sql", "image.registry",
		"operation.integrity", "search.filter", "search.regex", "support", "web.http", "web.idempotency", "web.listing",
		"web.ndjson" })
@NullMarked
package dev.tintype.caption.run;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
