/**
 * Counts the photo library, and lists what was done in it.
 */
@ApplicationModule(allowedDependencies = { "data.sql", "library.asset", "web.http", "web.listing" })
@NullMarked
package dev.tintype.library.overview;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
