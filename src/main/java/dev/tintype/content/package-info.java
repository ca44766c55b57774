/**
 * The bytes of images: uploads, originals and thumbnails as they are sent, and what goes
 * when an image is deleted.
 */
@ApplicationModule(allowedDependencies = { "api", "batch", "support", "sql", "picture", "header", "thumbnail", "image",
		"path", "idempotency" })
@NullMarked
package dev.tintype.content;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
