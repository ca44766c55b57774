/**
 * Searches photos, counts the values of the photos found, and lists them along time.
 */
@ApplicationModule(allowedDependencies = { "data.sql", "library.likeness", "library.photo", "search.filter",
		"search.regex", "support", "web.http", "web.listing" })
@NullMarked
package dev.tintype.library.search;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
