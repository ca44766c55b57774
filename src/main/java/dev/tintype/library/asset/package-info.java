/**
 * Shows assets with their history and the trash, and offers the actions on photos.
 */
@ApplicationModule(allowedDependencies = { "data.sql", "image.content", "library.photo", "library.setting",
		"library.tier", "library.trash", "library.version", "support", "web.form", "web.http", "web.idempotency",
		"web.listing" })
@NullMarked
package dev.tintype.library.asset;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
