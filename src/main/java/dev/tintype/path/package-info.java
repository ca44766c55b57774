/**
 * Where the files of images are: looked up one by one, by the batch and by the stream,
 * and remembered.
 */
@ApplicationModule(allowedDependencies = { "api", "support", "sql", "batch", "image", "idempotency" })
@NullMarked
package dev.tintype.path;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
