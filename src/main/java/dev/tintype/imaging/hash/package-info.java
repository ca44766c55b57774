/**
 * Computes the perceptual hash, which is similar for pictures that look alike.
 */
@ApplicationModule(allowedDependencies = { "imaging.decode", "imaging.probe", "imaging.work" })
@NullMarked
package dev.tintype.imaging.hash;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
