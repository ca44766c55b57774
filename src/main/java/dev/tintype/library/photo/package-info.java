/**
 * Finds, lists and shows the photos of the library.
 */
@ApplicationModule(allowedDependencies = { "data.batch", "data.sql", "image.registry", "library.version",
		"search.filter", "search.regex", "support", "web.http", "web.listing" })
@NullMarked
package dev.tintype.library.photo;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
