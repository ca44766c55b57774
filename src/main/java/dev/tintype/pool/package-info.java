/**
 * A pool of database connections that are known to answer, each with the one thread on
 * which all its work is done.
 */
@ApplicationModule(allowedDependencies = "sql")
@NullMarked
package dev.tintype.pool;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
