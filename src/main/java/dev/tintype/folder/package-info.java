/**
 * Folders of pictures on disk: walked, scanned, registered as images.
 */
@ApplicationModule(allowedDependencies = { "api", "support", "sql", "batch", "picture", "header", "thumbnail", "image",
		"idempotency" })
@NullMarked
package dev.tintype.folder;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
