/**
 * Reports the health and the figures of the service: database, rows, connections, schema
 * and migrations.
 */
@ApplicationModule(allowedDependencies = { "data.database", "data.replica", "data.sql", "operation.integrity",
		"support", "web.http" })
@NullMarked
package dev.tintype.operation.status;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
