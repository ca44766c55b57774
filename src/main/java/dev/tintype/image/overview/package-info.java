/**
 * Shows the listing of images as a whole: the shapes of all images, buckets, facets, and
 * the position of an image.
 */
@ApplicationModule(allowedDependencies = { "data.sql", "image.registry", "search.filter", "search.regex", "support",
		"web.file", "web.http", "web.listing", "web.ndjson" })
@NullMarked
package dev.tintype.image.overview;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
