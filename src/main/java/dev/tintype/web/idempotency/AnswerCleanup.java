package dev.tintype.web.idempotency;

import java.time.Duration;

import dev.tintype.data.sql.Recurring;
import dev.tintype.support.ServiceOnly;

import org.springframework.stereotype.Component;

/**
 * Deletes expired responses once an hour.
 */
@Component
@ServiceOnly
class AnswerCleanup extends Recurring {

	AnswerCleanup(AnswerRepository answers) {
		super("Deleting the answers that are no longer valid", Duration.ofHours(1), answers::deleteExpired);
	}

}
