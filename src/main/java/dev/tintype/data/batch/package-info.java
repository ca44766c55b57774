/**
 * Cuts long lists into chunks, and joins equal requests that arrive together.
 */
@ApplicationModule(allowedDependencies = { "data.sql" })
@NullMarked
package dev.tintype.data.batch;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
