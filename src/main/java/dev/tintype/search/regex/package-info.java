/**
 * Translates regular expressions so that they find the same texts on both databases, and
 * limits their time.
 */
@ApplicationModule(allowedDependencies = { "data.connection", "data.sql", "support", "web.http" })
@NullMarked
package dev.tintype.search.regex;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
