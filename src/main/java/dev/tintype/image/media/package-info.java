/**
 * Responds with the bytes of pictures.
 */
@ApplicationModule(allowedDependencies = { "data.storage", "image.content", "image.registry", "imaging.metadata",
		"imaging.probe", "imaging.thumbnail", "operation.job", "search.filter", "support", "web.file", "web.http",
		"web.idempotency", "web.ndjson" })
@NullMarked
package dev.tintype.image.media;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
