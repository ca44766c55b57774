package dev.tintype.operation.jobwork;

import java.time.Duration;
import java.util.UUID;

import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.operation.job.Job;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Finds the ended jobs of which something is no longer needed.
 */
@Repository
class EndedJobs {

	private static final String ENDED = "state IN ('done', 'failed', 'cancelled', 'interrupted')";

	private static final String AGED = "/* agedJobs */ SELECT " + Job.COLUMNS + """
			 FROM jobs j WHERE j.%s AND %%s
			  AND j.finished_at < CURRENT_TIMESTAMP - CAST(:age AS DOUBLE PRECISION) * INTERVAL '1' SECOND
			ORDER BY j.job_id LIMIT 100
			""".formatted(ENDED);

	private static final String FORGET = "/* forgetJobFile */ UPDATE jobs SET %s = NULL WHERE job_id = :id AND "
			+ ENDED;

	private final Statements statements;

	private final Transactions transactions;

	EndedJobs(Statements statements, Transactions transactions) {
		this.statements = statements;
		this.transactions = transactions;
	}

	/**
	 * Finds jobs that have ended before a time.
	 * @param age the time since their end
	 * @return the oldest hundred
	 */
	Flux<Job> ended(Duration age) {
		return aged("TRUE", age);
	}

	/**
	 * Finds jobs with a result file that have ended before a time.
	 * @param age the time since their end
	 * @return the oldest hundred
	 */
	Flux<Job> withFile(Duration age) {
		return aged("j.file IS NOT NULL", age);
	}

	/**
	 * Finds jobs that are done and still have an input.
	 * @return the oldest hundred
	 */
	Flux<Job> doneWithInput() {
		return aged("j.state = 'done' AND j.input IS NOT NULL", Duration.ZERO);
	}

	private Flux<Job> aged(String condition, Duration age) {
		return this.statements.sql(AGED.formatted(condition)).bind("age", age.toMillis() / 1000.0).all(Job::of);
	}

	/**
	 * Removes the key of a deleted result file from its job.
	 * @return completes when it is done
	 */
	Mono<Void> forgetFile(UUID id) {
		return forget("file", id);
	}

	/**
	 * Removes the key of a deleted input from its job.
	 * @return completes when it is done
	 */
	Mono<Void> forgetInput(UUID id) {
		return forget("input", id);
	}

	private Mono<Void> forget(String column, UUID id) {
		return this.transactions.runSingle(this.statements.sql(FORGET.formatted(column)).bind("id", id).update())
			.then();
	}

}
