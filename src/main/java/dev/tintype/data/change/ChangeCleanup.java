package dev.tintype.data.change;

import java.time.Duration;

import dev.tintype.data.sql.Recurring;
import dev.tintype.support.ServiceOnly;

import org.springframework.stereotype.Component;

/**
 * Deletes old changes. Each instance does it; deletions that meet do no harm.
 */
@Component
@ServiceOnly
class ChangeCleanup extends Recurring {

	private static final Duration EVERY = Duration.ofMinutes(10);

	ChangeCleanup(ChangeRows rows, ChangeSettings settings) {
		super("Deleting old changes", EVERY, () -> rows.expire(settings));
	}

}
