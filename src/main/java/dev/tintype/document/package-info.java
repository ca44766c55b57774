/**
 * Documents by code: written, ingested from files, listed, searched.
 */
@ApplicationModule(
		allowedDependencies = { "api", "support", "sql", "batch", "fulltext", "image", "idempotency", "regex" })
@NullMarked
package dev.tintype.document;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
