/**
 * Imports captions from the files of trainers: finds the image of each row, and saves the
 * captions that differ from the current ones.
 */
@ApplicationModule(allowedDependencies = { "caption.file", "caption.save", "data.batch", "data.sql", "data.storage",
		"operation.job", "support", "web.csv", "web.http", "web.idempotency", "web.ndjson" })
@NullMarked
package dev.tintype.caption.load;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
