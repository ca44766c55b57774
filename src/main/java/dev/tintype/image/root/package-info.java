/**
 * The folders below which images may lie, and the settings of images.
 */
@ApplicationModule(allowedDependencies = { "support", "web.http" })
@NullMarked
package dev.tintype.image.root;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
