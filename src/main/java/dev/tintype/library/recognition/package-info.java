/**
 * The endpoints of faces: they are stored, listed, assigned and shown, and similar people
 * are suggested.
 */
@ApplicationModule(allowedDependencies = { "data.batch", "data.sql", "image.content", "image.media", "image.registry",
		"imaging.thumbnail", "imaging.work", "library.face", "support", "web.http", "web.idempotency", "web.listing",
		"web.ndjson" })
@NullMarked
package dev.tintype.library.recognition;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
