/**
 * Finds, shows and edits the photos of the library.
 */
@ApplicationModule(allowedDependencies = { "data.sql", "library.asset", "operation.integrity", "support", "web.http" })
@NullMarked
package dev.tintype.library.photo;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
