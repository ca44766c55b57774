/**
 * Captions of images: single, in batches and streams, with their history.
 */
@ApplicationModule(allowedDependencies = { "api", "support", "sql", "batch", "image", "idempotency" })
@NullMarked
package dev.tintype.caption;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
