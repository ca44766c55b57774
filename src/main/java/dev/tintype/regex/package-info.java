/**
 * The {@code regex} of listings: one grammar that finds the same texts on both databases,
 * in a limited time.
 */
@ApplicationModule(allowedDependencies = { "api", "support", "sql" })
@NullMarked
package dev.tintype.regex;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
