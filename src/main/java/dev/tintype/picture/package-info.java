/**
 * What touches pixels: probing headers, orientation, scaling, encoding, stored
 * thumbnails.
 */
@ApplicationModule(allowedDependencies = { "support" })
@NullMarked
package dev.tintype.picture;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
