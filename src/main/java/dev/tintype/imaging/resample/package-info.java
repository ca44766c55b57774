/**
 * Reduces pictures while they are decoded. Each pixel of the result is an average.
 */
@ApplicationModule(allowedDependencies = { "imaging.probe", "imaging.work" })
@NullMarked
package dev.tintype.imaging.resample;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
