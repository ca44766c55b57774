/**
 * Keeps the prompts that applications send to models about pictures, and chooses the one
 * to use.
 */
@ApplicationModule(
		allowedDependencies = { "data.sql", "operation.seed", "support", "web.http", "web.idempotency", "web.listing" })
@NullMarked
package dev.tintype.library.aiprompt;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
