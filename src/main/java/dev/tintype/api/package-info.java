/**
 * What every endpoint speaks: problems, pages and cursors, parameters and bodies, JSON.
 */
@ApplicationModule(allowedDependencies = { "support", "sql" })
@NullMarked
package dev.tintype.api;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
