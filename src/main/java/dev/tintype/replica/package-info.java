/**
 * Reading from copies of a PostgreSQL database: which of them are up to date, and for
 * whom.
 */
@ApplicationModule(allowedDependencies = { "api", "sql", "pool" })
@NullMarked
package dev.tintype.replica;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
