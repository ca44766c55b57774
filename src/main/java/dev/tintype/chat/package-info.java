/**
 * Chat history: threads, their messages, and what a language model is given of them.
 */
@ApplicationModule(allowedDependencies = { "api", "support", "sql", "batch", "fulltext", "idempotency" })
@NullMarked
package dev.tintype.chat;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
