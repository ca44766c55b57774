/**
 * Statements with named parameters, transactions that are retried, and the differences
 * between the two databases.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.tintype.data.sql;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
