/**
 * Long work that outlives a request and an instance. A feature contributes a
 * {@code JobKind} and submits jobs of it with {@code Jobs}; this module stores the jobs,
 * and runs each on one instance at a time.
 */
@ApplicationModule(allowedDependencies = { "data.change", "data.sql", "data.storage", "support", "web.file", "web.http",
		"web.idempotency", "web.listing", "web.ndjson" })
@NullMarked
package dev.tintype.operation.job;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
