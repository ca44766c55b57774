/**
 * Initial rows from files: what is there stays, what is missing is added, all or nothing.
 */
@ApplicationModule(allowedDependencies = { "support", "sql" })
@NullMarked
package dev.tintype.seed;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
