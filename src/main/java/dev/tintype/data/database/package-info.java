/**
 * The database as the service uses it: the checks at start, the migrations, and the beans
 * for pool and probe.
 */
@ApplicationModule(
		allowedDependencies = { "data.connection", "data.lane", "data.pool", "data.replica", "data.sql", "support" })
@NullMarked
package dev.tintype.data.database;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
