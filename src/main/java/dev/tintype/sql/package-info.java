/**
 * Statements as every feature runs them: by name, in transactions that are tried again
 * where nothing is committed, on the database or a copy, in the dialect of either.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.tintype.sql;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
