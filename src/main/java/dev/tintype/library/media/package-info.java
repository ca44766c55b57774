/**
 * Sends the files of photos: as they are, with embedded metadata, as thumbnails and as
 * packets.
 */
@ApplicationModule(allowedDependencies = { "data.storage", "image.media", "imaging.embed", "imaging.work",
		"imaging.xmp", "library.face", "library.file", "library.photo", "library.tier", "library.version", "support",
		"web.file", "web.http", "web.ndjson" })
@NullMarked
package dev.tintype.library.media;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
