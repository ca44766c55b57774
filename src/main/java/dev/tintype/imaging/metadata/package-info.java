/**
 * Reads what EXIF and XMP say about a picture.
 */
@ApplicationModule(allowedDependencies = { "imaging.container", "imaging.work", "imaging.xmp", "support" })
@NullMarked
package dev.tintype.imaging.metadata;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
