/**
 * Reads from replicas of a PostgreSQL database: which replicas are up to date, and for
 * which request.
 */
@ApplicationModule(allowedDependencies = { "data.lane", "data.pool", "data.sql" })
@NullMarked
package dev.tintype.data.replica;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
