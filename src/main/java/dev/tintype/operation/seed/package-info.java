/**
 * Loads initial rows from files. It adds what is missing and changes nothing that exists.
 */
@ApplicationModule(allowedDependencies = { "data.sql", "support" })
@NullMarked
package dev.tintype.operation.seed;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
