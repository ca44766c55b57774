/**
 * Looks up the paths of images, singly, in batches and in streams, with a cache.
 */
@ApplicationModule(allowedDependencies = { "data.batch", "data.sql", "image.registry", "image.root", "support",
		"web.http", "web.idempotency", "web.ndjson" })
@NullMarked
package dev.tintype.image.path;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
