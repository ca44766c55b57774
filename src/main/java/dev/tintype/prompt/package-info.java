/**
 * The library of prompts: each text once, counted, with a small picture.
 */
@ApplicationModule(allowedDependencies = { "api", "support", "sql", "batch", "picture", "thumbnail", "image", "content",
		"idempotency", "regex" })
@NullMarked
package dev.tintype.prompt;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
