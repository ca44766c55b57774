/**
 * Parses filters, checks them against the fields of a listing, and compiles them into SQL
 * with bound values.
 */
@ApplicationModule(allowedDependencies = { "data.sql", "search.regex", "support", "web.http" })
@NullMarked
package dev.tintype.search.filter;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
