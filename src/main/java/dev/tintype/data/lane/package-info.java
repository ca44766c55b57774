/**
 * The event loops of database connections. Each connection does all its work on one
 * thread.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.tintype.data.lane;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
