/**
 * Chat history: threads, their messages, and the part that a language model receives.
 */
@ApplicationModule(allowedDependencies = { "data.batch", "data.change", "data.sql", "operation.integrity",
		"search.fulltext", "support", "web.http", "web.idempotency", "web.listing" })
@NullMarked
package dev.tintype.text.chat;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
