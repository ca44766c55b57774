/**
 * Words of long texts: how a query is read, what a hit shows, and on H2 the index.
 */
@ApplicationModule(allowedDependencies = { "api", "support", "sql" })
@NullMarked
package dev.tintype.fulltext;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
