/**
 * Claims jobs and runs them, each on one instance at a time; deletes what is no longer
 * needed of ended jobs.
 */
@ApplicationModule(allowedDependencies = { "data.change", "data.database", "data.sql", "data.storage",
		"operation.integrity", "operation.job", "support", "web.http" })
@NullMarked
package dev.tintype.operation.jobwork;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
