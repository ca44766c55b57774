/**
 * Runs the integrity checks of all features, and repairs what can be repaired safely.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.tintype.operation.integrity;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
