/**
 * Reads and changes XMP packets, within limits of size, depth and memory.
 */
@ApplicationModule(allowedDependencies = { "support" })
@NullMarked
package dev.tintype.imaging.xmp;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
