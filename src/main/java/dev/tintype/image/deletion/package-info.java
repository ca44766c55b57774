/**
 * Deletes images with their stored files.
 */
@ApplicationModule(allowedDependencies = { "data.batch", "data.change", "data.sql", "image.content", "image.path",
		"image.registry", "operation.job", "search.filter", "search.regex", "security.audit", "support", "web.http",
		"web.idempotency" })
@NullMarked
package dev.tintype.image.deletion;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
