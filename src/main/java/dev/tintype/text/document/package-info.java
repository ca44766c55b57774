/**
 * Documents by code: saved, listed and searched.
 */
@ApplicationModule(allowedDependencies = { "data.batch", "data.sql", "operation.integrity", "operation.seed",
		"search.fulltext", "search.regex", "support", "web.http", "web.idempotency", "web.listing", "web.ndjson" })
@NullMarked
package dev.tintype.text.document;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
