/**
 * The routes of the service by method and path. Routing and authorisation share them, so
 * that both match a request alike.
 */
@ApplicationModule(allowedDependencies = { "web.ndjson" })
@NullMarked
package dev.tintype.web.route;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
