/**
 * Full-text search: parses queries, creates snippets of hits, and maintains the index on
 * H2.
 */
@ApplicationModule(allowedDependencies = { "data.sql", "operation.integrity", "support" })
@NullMarked
package dev.tintype.search.fulltext;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
