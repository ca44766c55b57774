/**
 * The feed of changes: each feature records what it has changed, and each instance reads
 * all changes once and keeps the latest in memory.
 */
@ApplicationModule(allowedDependencies = { "data.sql", "support" })
@NullMarked
package dev.tintype.data.change;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
