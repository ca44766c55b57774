/**
 * Regular expressions in listings: one grammar that finds the same texts on both
 * databases, within a time limit.
 */
@ApplicationModule(allowedDependencies = { "data.sql", "support", "web.http" })
@NullMarked
package dev.tintype.search.regex;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
