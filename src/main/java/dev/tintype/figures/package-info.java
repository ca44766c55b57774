/**
 * What the database is and how it does: health, rows, connections, schema, migrations.
 */
@ApplicationModule(allowedDependencies = { "api", "support", "sql", "pool", "database", "replica" })
@NullMarked
package dev.tintype.figures;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
