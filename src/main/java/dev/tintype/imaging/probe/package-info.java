/**
 * Reads the headers of picture files: the format, the size in pixels, and what a decoder
 * must know.
 */
@ApplicationModule(allowedDependencies = { "imaging.work", "support" })
@NullMarked
package dev.tintype.imaging.probe;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
