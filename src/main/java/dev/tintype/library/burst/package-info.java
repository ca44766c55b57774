/**
 * Lists bursts: photos that one camera took in quick succession.
 */
@ApplicationModule(allowedDependencies = { "data.batch", "data.sql", "library.photo", "library.tier", "library.version",
		"support", "web.http", "web.idempotency", "web.listing", "web.ndjson" })
@NullMarked
package dev.tintype.library.burst;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
