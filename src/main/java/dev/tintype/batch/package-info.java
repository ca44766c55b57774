/**
 * How long lists go in and out: NDJSON lines, chunks side by side, streams of keyset
 * pages.
 */
@ApplicationModule(allowedDependencies = { "api", "sql", "support" })
@NullMarked
package dev.tintype.batch;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
