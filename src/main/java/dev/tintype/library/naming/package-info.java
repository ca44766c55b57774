/**
 * Makes the file names of photos from a pattern.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.tintype.library.naming;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
