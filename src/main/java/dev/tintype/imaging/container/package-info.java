/**
 * Finds the blocks of a picture file that hold EXIF and XMP, without reading the pixels.
 */
@ApplicationModule(allowedDependencies = { "imaging.probe", "imaging.work" })
@NullMarked
package dev.tintype.imaging.container;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
