/**
 * Reads and writes whole tables as text in the format of PostgreSQL's {@code COPY}.
 */
@ApplicationModule(allowedDependencies = { "data.sql" })
@NullMarked
package dev.tintype.operation.copy;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
