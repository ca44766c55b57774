/**
 * Saves documents: their codes, drafts and texts.
 */
@ApplicationModule(
		allowedDependencies = { "data.batch", "data.change", "data.sql", "search.fulltext", "support", "web.http" })
@NullMarked
package dev.tintype.text.documentsave;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
