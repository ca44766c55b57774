/**
 * The work of a run: workers claim its images, and return captions or failures.
 */
@ApplicationModule(allowedDependencies = { "caption.run", "caption.save", "data.batch", "data.sql", "search.filter",
		"support", "web.http", "web.idempotency", "web.listing", "web.ndjson" })
@NullMarked
package dev.tintype.caption.claim;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
