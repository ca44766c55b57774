/**
 * Saves captions of images: single, in batches and in streams. Reads their history.
 */
@ApplicationModule(allowedDependencies = { "data.batch", "data.sql", "image.registry", "operation.integrity", "support",
		"web.http", "web.idempotency", "web.listing", "web.ndjson" })
@NullMarked
package dev.tintype.caption.save;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
