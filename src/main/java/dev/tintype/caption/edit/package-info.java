/**
 * Edits and clears the current captions of many images, and shows first what an edit
 * would do.
 */
@ApplicationModule(allowedDependencies = { "caption.save", "data.batch", "data.sql", "image.registry", "operation.job",
		"search.filter", "search.regex", "security.audit", "support", "web.http", "web.idempotency" })
@NullMarked
package dev.tintype.caption.edit;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
