/**
 * Responds with the bytes of pictures.
 */
@ApplicationModule(allowedDependencies = { "data.storage", "image.content", "image.registry", "imaging.thumbnail",
		"web.file", "web.http", "web.ndjson" })
@NullMarked
package dev.tintype.image.media;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
