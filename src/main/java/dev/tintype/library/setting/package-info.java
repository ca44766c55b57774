/**
 * Reads and writes the settings of the photo library, and validates those of seed files.
 */
@ApplicationModule(
		allowedDependencies = { "data.sql", "library.naming", "operation.seed", "support", "web.http", "web.listing" })
@NullMarked
package dev.tintype.library.setting;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
