/**
 * Finds out whether a new picture looks like an asset, and keeps the pictures that wait
 * for a decision and those that a person has called different.
 */
@ApplicationModule(
		allowedDependencies = { "data.sql", "library.likeness", "library.setting", "library.version", "support" })
@NullMarked
package dev.tintype.library.conflict;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
