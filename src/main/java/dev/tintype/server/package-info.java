/**
 * The edge of the service: what is no HTTP, foreign hosts and pages, bodies without an
 * end, unknown routes and methods, problems and the pages that explain them.
 */
@ApplicationModule(allowedDependencies = { "api", "support" })
@NullMarked
package dev.tintype.server;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
