package dev.tintype.caption.claim;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.caption.run.Run;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * The claims that workers hold.
 */
@Repository
class HeldClaims {

	private static final String LOCK = """
			/* lockClaims */
			SELECT l.image_id, l.attempts FROM caption_claims l %s AND l.run_id = :run_id AND l.worker = :worker
			ORDER BY l.image_id FOR UPDATE
			""";

	private static final String DELETE = """
			/* releaseClaims */
			DELETE FROM caption_claims WHERE run_id = :run_id
			  AND image_id IN (SELECT t.image_id FROM unnest(CAST(:ids AS UUID ARRAY)) AS t(image_id))
			""";

	private static final String FAIL = """
			/* failClaims */
			MERGE INTO caption_claims l USING (
			    SELECT t.image_id, t.error FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:errors AS VARCHAR ARRAY))
			      AS t(image_id, error)) f
			  ON l.run_id = :run_id AND l.image_id = f.image_id
			WHEN MATCHED THEN UPDATE SET attempts = l.attempts + 1, worker = NULL, error = f.error,
			  leased_until = CASE WHEN l.attempts + 1 < :max_attempts THEN CURRENT_TIMESTAMP END
			""";

	/** It passes over claims whose results are being saved. */
	private static final String OF_WORKER = """
			WHERE run_id = :run_id AND image_id IN (
			  SELECT h.image_id FROM caption_claims h
			  WHERE h.run_id = :run_id AND h.worker = :worker AND h.leased_until IS NOT NULL FOR UPDATE SKIP LOCKED)
			""";

	private static final String EXTEND = """
			/* extendLeases */
			UPDATE caption_claims SET leased_until = GREATEST(leased_until,
			  CURRENT_TIMESTAMP + CAST(:seconds AS DOUBLE PRECISION) * INTERVAL '1' SECOND)
			""" + OF_WORKER;

	private static final String RELEASE = """
			/* releaseWorker */ UPDATE caption_claims SET worker = NULL, leased_until = CURRENT_TIMESTAMP
			""" + OF_WORKER;

	private final Statements statements;

	private final String lock;

	HeldClaims(Statements statements, Dialect dialect) {
		this.statements = statements;
		this.lock = LOCK.formatted(dialect.among("l.image_id", "UUID", "ids"));
	}

	/**
	 * Locks the claims that a worker holds.
	 * @return the failed attempts by image
	 */
	Mono<Map<UUID, Integer>> lock(UUID run, String worker, List<UUID> ids) {
		return this.statements.sql(this.lock)
			.bind("run_id", run)
			.bind("worker", worker)
			.bind("ids", ids.toArray(UUID[]::new))
			.all((row) -> Map.entry(Columns.get(row, 0, UUID.class), Columns.get(row, 1, Integer.class)))
			.collectMap(Map.Entry::getKey, Map.Entry::getValue);
	}

	/**
	 * Deletes claims whose images are captioned or gone.
	 */
	Mono<Void> release(UUID run, List<UUID> ids) {
		return ids.isEmpty() ? Mono.empty()
				: this.statements.sql(DELETE).bind("run_id", run).bind("ids", ids.toArray(UUID[]::new)).then();
	}

	/**
	 * Records failed attempts, and queues the images again that have attempts left.
	 * @param failures the reasons by image
	 */
	Mono<Void> fail(Run run, Map<UUID, String> failures) {
		return failures.isEmpty() ? Mono.empty()
				: this.statements.sql(FAIL)
					.bind("run_id", run.id())
					.bind("ids", failures.keySet().toArray(UUID[]::new))
					.bind("errors", failures.values().toArray(String[]::new))
					.bind("max_attempts", run.maxAttempts())
					.then();
	}

	/**
	 * Extends the leases of a worker. It shortens none.
	 * @return their number
	 */
	Mono<Long> extend(UUID run, WorkerRequest request) {
		return this.statements.sql(EXTEND)
			.bind("run_id", run)
			.bind("worker", request.worker())
			.bind("seconds", (double) request.leaseSeconds())
			.update();
	}

	/**
	 * Queues all images of a worker again.
	 * @return their number
	 */
	Mono<Long> release(UUID run, String worker) {
		return this.statements.sql(RELEASE).bind("run_id", run).bind("worker", worker).update();
	}

}
