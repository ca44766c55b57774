/**
 * Documents by code: read, listed and searched.
 */
@ApplicationModule(allowedDependencies = { "data.change", "data.sql", "operation.integrity", "operation.seed",
		"search.filter", "search.fulltext", "search.regex", "support", "text.documentsave", "web.http",
		"web.idempotency", "web.listing", "web.ndjson" })
@NullMarked
package dev.tintype.text.document;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
