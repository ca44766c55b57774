/**
 * Describes the import of the library of another application for the command line. The
 * photo library implements it.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.tintype.operation.pictallion;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
