/**
 * The bounded workers that all work on pictures shares, with its formats, settings and
 * problems.
 */
@ApplicationModule(allowedDependencies = { "web.http" })
@NullMarked
package dev.tintype.imaging.work;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
