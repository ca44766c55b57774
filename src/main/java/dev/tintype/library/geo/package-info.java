/**
 * Computes distances on the globe, in Java and in SQL.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.tintype.library.geo;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
