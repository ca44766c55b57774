/**
 * What every feature speaks: problems, pages and cursors, NDJSON, request parsing,
 * chunking, retry and the database's dialect; no word of the domain.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.tintype.support;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
