/**
 * The settings of the database: its URL, options, encryption and drivers.
 */
@ApplicationModule(allowedDependencies = { "data.lane", "data.pool", "data.sql", "support" })
@NullMarked
package dev.tintype.data.connection;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
