package dev.tintype.caption.claim;

import java.time.Instant;
import java.util.UUID;

import dev.tintype.caption.run.Run;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import dev.tintype.support.Ids;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.Requests;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Locks the row of a run, and writes what its work changes: counters, position, workers
 * and the end. All transactions lock in the same order: claims and images, then the run,
 * then the worker. A transaction that locks the run first passes over locked claims.
 */
@Repository
class RunRow {

	private static final String LOCK = "/* lockCaptionRun */ SELECT " + Run.COLUMNS
			+ ", CURRENT_TIMESTAMP FROM caption_runs r WHERE r.run_id = :id FOR UPDATE";

	private static final String MOVE = """
			/* moveCaptionRun */
			UPDATE caption_runs SET examined_to = :examined_to, is_final = :is_final,
			  exhausted_at = CASE WHEN :is_exhausted THEN CAST(:now AS TIMESTAMP WITH TIME ZONE) END
			WHERE run_id = :id
			""";

	private static final String COUNT = """
			/* countRunResults */
			UPDATE caption_runs SET done = done + :done, failed = failed + :failed
			WHERE run_id = :id AND state <> 'cancelled'
			""";

	private static final String SEEN = """
			/* seeWorker */
			MERGE INTO caption_run_workers w
			  USING (VALUES (CAST(:id AS UUID), CAST(:worker AS VARCHAR), CAST(:done AS BIGINT))) AS t(run_id, worker, done)
			  ON w.run_id = t.run_id AND w.worker = t.worker
			WHEN MATCHED THEN UPDATE SET done = w.done + t.done, last_seen_at = CURRENT_TIMESTAMP
			WHEN NOT MATCHED THEN INSERT (run_id, worker, done, last_seen_at)
			  VALUES (t.run_id, t.worker, t.done, CURRENT_TIMESTAMP)
			""";

	private static final String FINISH = """
			/* finishCaptionRun */
			UPDATE caption_runs SET state = 'finished', finished_at = CURRENT_TIMESTAMP, total = done + failed
			WHERE run_id = :id AND state IN ('running', 'paused') AND exhausted_at IS NOT NULL
			  AND NOT EXISTS (SELECT 1 FROM caption_claims l WHERE l.run_id = :id AND l.leased_until IS NOT NULL)
			  AND NOT EXISTS (SELECT 1 FROM images i WHERE i.image_id > :examined_to)
			""";

	private static final String EXHAUSTED = """
			/* findRunEnd */ SELECT exhausted_at FROM caption_runs WHERE run_id = :id AND exhausted_at IS NOT NULL
			""";

	private static final UUID LAST = new UUID(-1, -1);

	private static final String REOPEN = """
			/* reopenCaptionRun */
			UPDATE caption_runs SET failed = failed - :retried, finished_at = NULL,
			  state = CASE WHEN state = 'finished' THEN 'running' ELSE state END
			WHERE run_id = :id
			""";

	private final Statements statements;

	RunRow(Statements statements) {
		this.statements = statements;
	}

	/**
	 * Locks a run until the end of the transaction.
	 * @return a problem of type {@code NOT_FOUND} if the id is unknown
	 */
	Mono<LockedRun> lock(UUID id) {
		return this.statements.sql(LOCK)
			.bind("id", id)
			.one((row) -> new LockedRun(Run.of(row), Columns.get(row, 17, Instant.class)))
			.switchIfEmpty(Requests.missing(id));
	}

	/**
	 * Stores how far the images were examined.
	 * @param isExhausted whether the final pass has found no further image
	 */
	Mono<Void> move(LockedRun locked, UUID examinedTo, boolean isFinal, boolean isExhausted) {
		return this.statements.sql(MOVE)
			.bind("id", locked.run().id())
			.bind("examined_to", examinedTo)
			.bind("is_final", isFinal)
			.bind("is_exhausted", isExhausted)
			.bind("now", locked.now())
			.then();
	}

	/**
	 * Counts images that are captioned or have failed.
	 * @return a problem of type {@code CONFLICT} if the run was cancelled
	 */
	Mono<Void> count(UUID id, long done, long failed) {
		return this.statements.sql(COUNT)
			.bind("id", id)
			.bind("done", done)
			.bind("failed", failed)
			.update()
			.filter((changed) -> changed > 0)
			.switchIfEmpty(Mono.error(RunRow::cancelled))
			.then();
	}

	/**
	 * Records that a worker has sent a request.
	 * @param done the number of images that it has captioned with it
	 */
	Mono<Void> seen(UUID id, String worker, long done) {
		return this.statements.sql(SEEN).bind("id", id).bind("worker", worker).bind("done", done).then();
	}

	/**
	 * Finishes the run if every image is captioned or has failed. The final pass has just
	 * ended.
	 * @return whether it is finished by this
	 */
	Mono<Boolean> finish(UUID id) {
		return finish(id, LAST);
	}

	/**
	 * Finishes the run if every image is captioned or has failed, and no image was
	 * registered since the final pass ended. The caller has locked the run.
	 * @return whether it is finished by this
	 */
	Mono<Boolean> finishUnlessNewer(UUID id) {
		return this.statements.sql(EXHAUSTED)
			.bind("id", id)
			.value(Instant.class)
			.flatMap((exhausted) -> finish(id, Ids.first(exhausted)))
			.defaultIfEmpty(false);
	}

	private Mono<Boolean> finish(UUID id, UUID examinedTo) {
		return this.statements.sql(FINISH)
			.bind("id", id)
			.bind("examined_to", examinedTo)
			.update()
			.map((changed) -> changed > 0);
	}

	/**
	 * Continues a run with images that had failed.
	 */
	Mono<Void> reopen(UUID id, long retried) {
		return this.statements.sql(REOPEN).bind("id", id).bind("retried", retried).then();
	}

	static ProblemException cancelled() {
		return new ProblemException(ProblemType.CONFLICT, "The run was cancelled.");
	}

}
