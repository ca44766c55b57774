/**
 * Stored responses of requests with a key, so that a request that is sent twice is
 * executed once.
 */
@ApplicationModule(allowedDependencies = { "data.sql", "support", "web.http" })
@NullMarked
package dev.tintype.web.idempotency;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
