/**
 * Provides the bounded workers for all work on pictures, and the formats, settings and
 * problems of pictures.
 */
@ApplicationModule(allowedDependencies = { "web.http" })
@NullMarked
package dev.tintype.imaging.work;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
