/**
 * Streams: NDJSON in both directions, and the memory that all streams share.
 */
@ApplicationModule(allowedDependencies = { "data.batch", "support", "web.http" })
@NullMarked
package dev.tintype.web.ndjson;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
