/**
 * What all work on pictures shares: bounded threads and their deadlines, formats,
 * settings and problems.
 */
@ApplicationModule(allowedDependencies = "api")
@NullMarked
package dev.tintype.picture;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
