/**
 * Problems, parameters, JSON and cursors for all endpoints.
 */
@ApplicationModule(allowedDependencies = { "data.sql", "data.storage", "support" })
@NullMarked
package dev.tintype.web.http;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
