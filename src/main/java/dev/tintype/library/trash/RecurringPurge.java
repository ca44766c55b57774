package dev.tintype.library.trash;

import java.time.Duration;

import dev.tintype.data.sql.Recurring;

import org.springframework.stereotype.Component;

/**
 * Purges the trash while the service runs.
 */
@Component
class RecurringPurge extends Recurring {

	private static final Duration EVERY = Duration.ofMinutes(10);

	RecurringPurge(Purge purge) {
		super("Purging the trash of the library", EVERY, purge::deleteExpired);
	}

}
