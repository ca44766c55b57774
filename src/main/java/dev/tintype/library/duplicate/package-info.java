/**
 * Finds photos that look alike, and merges them.
 *
 * <p>
 * {@code DuplicateFinder} reads the hashes of all listed photos, and {@code LikeGroups}
 * groups them (ADR 27). {@code Merging} merges photos.
 */
@ApplicationModule(allowedDependencies = { "caption.save", "data.batch", "data.sql", "library.conflict", "library.edit",
		"library.face", "library.likeness", "library.photo", "library.tier", "library.version", "support", "web.http",
		"web.idempotency", "web.listing", "web.ndjson", "imaging.xmp" })
@NullMarked
package dev.tintype.library.duplicate;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
