/**
 * Shows what models wrote: figures of models and captions, tags, duplicates, and texts
 * side by side.
 */
@ApplicationModule(allowedDependencies = { "caption.operation", "data.sql", "image.registry", "search.filter",
		"search.regex", "support", "web.http", "web.listing" })
@NullMarked
package dev.tintype.caption.insight;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
