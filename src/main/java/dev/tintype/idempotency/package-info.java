/**
 * Stored answers of repeated requests, so that a request sent twice counts once.
 */
@ApplicationModule(allowedDependencies = { "api", "support", "sql" })
@NullMarked
package dev.tintype.idempotency;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
