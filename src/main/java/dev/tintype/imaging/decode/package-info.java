/**
 * Decodes pictures of all supported formats, within limits of memory and time.
 */
@ApplicationModule(allowedDependencies = { "imaging.probe", "imaging.resample", "imaging.work", "support" })
@NullMarked
package dev.tintype.imaging.decode;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
