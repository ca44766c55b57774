/**
 * Saves captions of images, singly, in batches and in streams.
 */
@ApplicationModule(
		allowedDependencies = { "data.batch", "data.change", "data.sql", "image.registry", "operation.integrity",
				"security.audit", "support", "web.http", "web.idempotency", "web.listing", "web.ndjson" })
@NullMarked
package dev.tintype.caption.save;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
