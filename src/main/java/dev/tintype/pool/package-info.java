/**
 * A pool of database connections that are known to answer, each working where it may
 * block.
 */
@ApplicationModule(allowedDependencies = "sql")
@NullMarked
package dev.tintype.pool;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
