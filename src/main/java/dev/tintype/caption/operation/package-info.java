/**
 * The history of captions: lists captions and operations, undoes operations, and makes
 * earlier captions current again.
 */
@ApplicationModule(allowedDependencies = { "caption.save", "data.batch", "data.change", "data.sql", "image.registry",
		"operation.job", "search.filter", "search.regex", "security.audit", "support", "web.http", "web.idempotency",
		"web.listing" })
@NullMarked
package dev.tintype.caption.operation;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
