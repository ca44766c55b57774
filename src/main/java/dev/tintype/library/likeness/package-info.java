/**
 * Compares perceptual hashes, and finds photos by the hash of another picture.
 */
@ApplicationModule(allowedDependencies = { "data.sql" })
@NullMarked
package dev.tintype.library.likeness;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
