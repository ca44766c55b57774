/**
 * Looks for damage by the checks of all features, and repairs what is safe.
 */
@ApplicationModule(allowedDependencies = { "support" })
@NullMarked
package dev.tintype.integrity;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
