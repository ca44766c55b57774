/**
 * What files of captions have in common: the names of images in them, and the text of a
 * file with one caption.
 */
@ApplicationModule(allowedDependencies = { "data.sql", "search.filter", "search.regex", "support" })
@NullMarked
package dev.tintype.caption.file;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
