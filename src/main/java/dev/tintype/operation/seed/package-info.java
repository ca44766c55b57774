/**
 * Adds initial rows from files. It adds missing rows and never changes existing ones.
 */
@ApplicationModule(allowedDependencies = { "data.sql", "support" })
@NullMarked
package dev.tintype.operation.seed;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
