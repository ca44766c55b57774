/**
 * Exports captions in the formats of trainers, as a stream or as the file of a job.
 */
@ApplicationModule(allowedDependencies = { "caption.file", "data.sql", "data.storage", "image.content", "image.media",
		"image.registry", "imaging.thumbnail", "operation.job", "search.filter", "search.regex", "support", "web.csv",
		"web.http", "web.listing", "web.ndjson" })
@NullMarked
package dev.tintype.caption.export;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
