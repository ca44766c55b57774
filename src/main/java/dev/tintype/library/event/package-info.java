/**
 * Keeps holidays, birthdays and other events, and finds those of a day.
 *
 * <p>
 * {@code DateRule} computes movable days, and {@code Event} the day of an event that is
 * nearest to another one. {@code EventMatching} reads the events and birthdays that may
 * match.
 */
@ApplicationModule(allowedDependencies = { "data.sql", "library.setting", "operation.feed", "operation.seed", "support",
		"web.http", "web.idempotency", "web.listing" })
@NullMarked
package dev.tintype.library.event;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
