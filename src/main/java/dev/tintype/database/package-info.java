/**
 * Connecting to H2 or PostgreSQL: settings, drivers, migrations and health; it knows no
 * feature.
 */
@ApplicationModule(allowedDependencies = { "api", "support", "sql", "pool", "replica" })
@NullMarked
package dev.tintype.database;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
