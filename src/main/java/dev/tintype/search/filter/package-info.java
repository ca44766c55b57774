/**
 * The filter language: a text is parsed into a tree, checked against the fields of a
 * listing, and compiled into SQL whose values are bound.
 */
@ApplicationModule(allowedDependencies = { "data.sql", "search.regex", "support", "web.http" })
@NullMarked
package dev.tintype.search.filter;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
