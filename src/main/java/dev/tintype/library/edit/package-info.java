/**
 * Edits photos: single, by tags, in batches, and back.
 *
 * <p>
 * {@code FieldChanges} compares two states of a photo, and so knows what the history gets
 * and what an undo resets. {@code PhotoEditor} locks, checks and writes.
 */
@ApplicationModule(allowedDependencies = { "data.batch", "data.sql", "imaging.metadata", "imaging.work", "imaging.xmp",
		"library.file", "library.photo", "library.tier", "library.trash", "library.version", "search.filter",
		"security.audit", "support", "web.http", "web.idempotency" })
@NullMarked
package dev.tintype.library.edit;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
