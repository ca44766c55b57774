/**
 * Reads the settings of the photo library.
 */
@ApplicationModule(allowedDependencies = { "data.sql" })
@NullMarked
package dev.tintype.library.setting;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
