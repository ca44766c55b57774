/**
 * Handles requests before the routers: malformed requests, unknown hosts and routes,
 * problem documents, shutdown.
 */
@ApplicationModule(allowedDependencies = { "data.replica", "data.sql", "support", "web.body", "web.http", "web.ndjson",
		"web.openapi", "web.route", "web.security" })
@NullMarked
package dev.tintype.web.edge;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
