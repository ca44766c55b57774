/**
 * Making thumbnails and storing them.
 */
@ApplicationModule(allowedDependencies = { "api", "support", "sql", "picture", "header", "decode" })
@NullMarked
package dev.tintype.thumbnail;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
