/**
 * The registry of image files: folders, uploads, content, listing, path lookups.
 */
@ApplicationModule(allowedDependencies = { "support", "batch", "picture", "idempotency" })
@NullMarked
package dev.tintype.image;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
