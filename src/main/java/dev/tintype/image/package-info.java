/**
 * The registry of image files: rows registered beforehand, read, listed, and their paths.
 */
@ApplicationModule(allowedDependencies = { "api", "support", "sql", "batch", "idempotency", "regex" })
@NullMarked
package dev.tintype.image;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
