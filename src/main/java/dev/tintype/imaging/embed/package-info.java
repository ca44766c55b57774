/**
 * Writes copies of pictures with embedded metadata; the compressed pixels stay as they
 * are.
 */
@ApplicationModule(allowedDependencies = { "imaging.container", "imaging.work", "imaging.xmp" })
@NullMarked
package dev.tintype.imaging.embed;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
