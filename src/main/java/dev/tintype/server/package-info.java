/**
 * The edge of the service: unknown routes and methods, hosts, problem pages, the API
 * description and its reader, the start-up line.
 */
@ApplicationModule(allowedDependencies = { "support" })
@NullMarked
package dev.tintype.server;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
