/**
 * Full-text search: how a query is read, what a hit shows, and the index on H2.
 */
@ApplicationModule(allowedDependencies = { "data.sql", "operation.integrity", "support" })
@NullMarked
package dev.tintype.search.fulltext;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
