package dev.tintype.security.session;

import java.time.Duration;

import dev.tintype.data.sql.Recurring;
import dev.tintype.support.ServiceOnly;

import org.springframework.stereotype.Component;

/**
 * Deletes expired sessions and old failures once an hour.
 */
@Component
@ServiceOnly
class SessionCleanup extends Recurring {

	SessionCleanup(SessionRepository sessions, SignInFailures failures) {
		super("Deleting the sessions that are no longer valid", Duration.ofHours(1),
				() -> sessions.deleteExpired().then(failures.deleteOld()));
	}

}
