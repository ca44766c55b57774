/**
 * Saves prompts: single, in batches and from forms, with their pictures.
 */
@ApplicationModule(allowedDependencies = { "data.batch", "data.change", "data.sql", "image.content", "image.root",
		"imaging.thumbnail", "support", "text.prompt", "web.form", "web.http", "web.idempotency", "web.ndjson" })
@NullMarked
package dev.tintype.text.promptsave;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
