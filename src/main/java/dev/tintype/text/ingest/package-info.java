/**
 * Reads documents from files, folders and uploads, and saves them.
 */
@ApplicationModule(allowedDependencies = { "data.batch", "data.sql", "operation.job", "support", "text.documentsave",
		"web.form", "web.http", "web.idempotency", "web.ndjson" })
@NullMarked
package dev.tintype.text.ingest;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
