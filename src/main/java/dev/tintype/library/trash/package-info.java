/**
 * Moves assets to the trash and back, and deletes them permanently.
 */
@ApplicationModule(allowedDependencies = { "data.batch", "data.sql", "image.content", "library.file", "library.setting",
		"library.version", "support", "web.http" })
@NullMarked
package dev.tintype.library.trash;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
