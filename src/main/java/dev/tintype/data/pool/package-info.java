/**
 * A pool of database connections. It checks each connection and discards one that does
 * not respond.
 */
@ApplicationModule(allowedDependencies = { "data.lane", "data.sql" })
@NullMarked
package dev.tintype.data.pool;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
