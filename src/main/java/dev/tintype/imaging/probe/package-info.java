/**
 * Reads the headers of picture files: kind, size in pixels, and what decoding will need.
 */
@ApplicationModule(allowedDependencies = { "imaging.work", "support" })
@NullMarked
package dev.tintype.imaging.probe;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
