/**
 * The people in photos: their list, their photos, and merges that can be undone.
 */
@ApplicationModule(
		allowedDependencies = { "data.change", "data.sql", "library.face", "library.photo", "library.recognition",
				"library.relationship", "library.version", "support", "web.http", "web.idempotency", "web.listing" })
@NullMarked
package dev.tintype.library.people;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
