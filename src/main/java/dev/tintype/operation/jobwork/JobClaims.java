package dev.tintype.operation.jobwork;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.change.Change;
import dev.tintype.data.change.ChangeKind;
import dev.tintype.data.change.ChangeLog;
import dev.tintype.data.change.ChangeTopic;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.operation.job.Job;
import dev.tintype.operation.job.JobEvents;
import dev.tintype.operation.job.JobSignals;
import dev.tintype.operation.job.JobState;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Gives jobs to instances: one claims a job, renews its lease, and ends it or hands it
 * back. Only the database's clock counts. Each statement of an owner checks the epoch of
 * its claim (ADR 30).
 */
@Repository
class JobClaims {

	/** How many attempts in a row may end without a committed chunk. */
	static final int ATTEMPTS = 3;

	private static final String OWNED = " WHERE job_id = :id AND epoch = :epoch AND state = 'running'";

	private static final String LEASE = "CURRENT_TIMESTAMP + CAST(:lease AS DOUBLE PRECISION) * INTERVAL '1' SECOND";

	private static final String CLAIMABLE = """
			WHERE state IN ('queued', 'running') AND (state = 'queued' OR lease_until < CURRENT_TIMESTAMP)
			  AND attempts < %d AND kind = ANY(:kinds) AND job_id <> ALL(:skipped)
			""".formatted(ATTEMPTS);

	// Asked first, because a transaction that may write keeps readers off the replicas
	// until they have replayed it.
	private static final String FIND_CLAIMABLE = "/* findClaimableJob */ SELECT EXISTS (SELECT 1 FROM jobs " + CLAIMABLE
			+ ")";

	private static final String CLAIM = """
			UPDATE jobs SET state = 'running', owner = :me, epoch = epoch + 1, attempts = attempts + 1, lease_until = %s
			WHERE job_id = (
			  SELECT job_id FROM jobs %s
			  ORDER BY CASE WHEN :past_obstructed AND state = 'queued' AND message IS NOT NULL THEN 1 ELSE 0 END,
			    created_at, job_id LIMIT 1 FOR UPDATE SKIP LOCKED)
			""".formatted(LEASE, CLAIMABLE);

	private static final String LOST = " WHERE state = 'running' AND attempts >= %d AND lease_until < CURRENT_TIMESTAMP"
		.formatted(ATTEMPTS);

	private static final String FIND_LOST = "/* findLostJob */ SELECT EXISTS (SELECT 1 FROM jobs" + LOST + ")";

	private static final String INTERRUPT = """
			UPDATE jobs SET state = 'interrupted', lease_until = NULL, finished_at = CURRENT_TIMESTAMP,
			  message = 'Three attempts in a row ended without progress.'""" + LOST;

	private static final String RENEW = "UPDATE jobs SET lease_until = " + LEASE + OWNED;

	private static final String BEGIN = """
			UPDATE jobs SET started_at = COALESCE(started_at, CURRENT_TIMESTAMP), message = NULL""" + OWNED;

	private static final String END = """
			UPDATE jobs SET state = :state, lease_until = NULL, finished_at = CURRENT_TIMESTAMP,
			  message = NULLIF(CAST(:message AS VARCHAR), ''), file = COALESCE(NULLIF(CAST(:file AS VARCHAR), ''), file),
			  result = %s, total = CASE WHEN :done THEN done + failed ELSE total END"""
			+ OWNED;

	private static final String HAND_BACK = """
			UPDATE jobs SET state = 'queued', owner = NULL, lease_until = NULL,
			  attempts = CASE WHEN attempts > 0 THEN attempts - 1 ELSE 0 END,
			  message = NULLIF(CAST(:message AS VARCHAR), '')""" + OWNED;

	private static final String EXPIRE = """
			/* expireJobLeases */
			UPDATE jobs SET lease_until = CURRENT_TIMESTAMP - INTERVAL '1' SECOND WHERE state = 'running'
			""";

	private static final String CLAIMED = """
			job_id, kind, epoch, CAST(request AS VARCHAR), CAST(resume AS VARCHAR), input, done, failed, total, cancel_requested
			""";

	private static final String COUNTS = "job_id, done, failed, total";

	private final Statements statements;

	private final Transactions transactions;

	private final Dialect dialect;

	private final JobEvents events;

	private final JobSignals signals;

	private final ChangeLog changes;

	JobClaims(Statements statements, Transactions transactions, Dialect dialect, JobEvents events, JobSignals signals,
			ChangeLog changes) {
		this.changes = changes;
		this.statements = statements;
		this.transactions = transactions;
		this.dialect = dialect;
		this.events = events;
		this.signals = signals;
	}

	private Statements.Call returning(String name, String update, String columns) {
		return this.statements.sql(JobSignals.returning(this.dialect, name, update, columns));
	}

	/**
	 * Claims the oldest job that waits, or whose owner has not renewed its lease.
	 * @param instance the claiming instance
	 * @param kinds that the instance can run
	 * @param skipped jobs that it does not claim
	 * @param pastObstructed whether jobs that an instance could not run come after all
	 * others
	 * @return empty if there is no such job
	 */
	Mono<OwnedJob> claim(String instance, Collection<String> kinds, Collection<UUID> skipped, boolean pastObstructed,
			Duration lease) {
		String[] allowed = kinds.toArray(String[]::new);
		UUID[] passed = skipped.toArray(UUID[]::new);
		return this.statements.sql(FIND_CLAIMABLE)
			.bind("kinds", allowed)
			.bind("skipped", passed)
			.value(Boolean.class)
			.filter(Boolean::booleanValue)
			.flatMap((any) -> this.transactions.runSingle(returning("claimJob", CLAIM, CLAIMED).bind("me", instance)
				.bind("lease", seconds(lease))
				.bind("kinds", allowed)
				.bind("skipped", passed)
				.bind("past_obstructed", pastObstructed)
				.one(JobClaims::owned)));
	}

	private static OwnedJob owned(Readable row) {
		return new OwnedJob(
				Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class), Columns.get(row, 2, Long.class),
				Objects.requireNonNull(Job.json(row.get(3, String.class))), Job.json(row.get(4, String.class)),
				row.get(5, String.class), new JobCounts(Columns.get(row, 6, Long.class),
						Columns.get(row, 7, Long.class), row.get(8, Long.class), 0),
				Columns.get(row, 9, Boolean.class));
	}

	/**
	 * Ends the jobs whose last attempt was lost as the ones before.
	 * @return the number of jobs
	 */
	Mono<Long> interrupt() {
		Mono<Long> interrupted = this.transactions.run(returning("interruptJobs", INTERRUPT, COUNTS).all(Counted::of)
			.collectList()
			.flatMapIterable((jobs) -> jobs)
			.concatMap((job) -> tell(job, JobState.INTERRUPTED, "Three attempts in a row ended without progress."), 1)
			.count());
		return this.statements.sql(FIND_LOST).value(Boolean.class).flatMap((any) -> any ? interrupted : Mono.just(0L));
	}

	/**
	 * Renews the lease of a job.
	 * @return whether a user has cancelled the job; empty if this instance does not own
	 * it any more
	 */
	Mono<Boolean> renew(OwnedJob job, Duration lease) {
		return this.transactions
			.runSingle(owner(returning("renewJobLease", RENEW, "cancel_requested"), job).bind("lease", seconds(lease))
				.one((row) -> Columns.get(row, 0, Boolean.class)));
	}

	/**
	 * Begins an attempt.
	 * @return what earlier attempts have left; empty if this instance does not own the
	 * job any more
	 */
	Mono<JobEvents.Past> begin(OwnedJob job) {
		return this.transactions.run(owner(returning("beginJob", BEGIN, COUNTS), job).one(Counted::of)
			.flatMap((counted) -> this.events.past(job.id())
				.flatMap((past) -> tell(counted, JobState.RUNNING, null).thenReturn(past))));
	}

	/**
	 * Ends a job.
	 * @param state an ended one
	 * @param result as JSON, empty for none
	 * @param file the key of the result file, empty for none
	 * @return whether this instance still owned it
	 */
	Mono<Boolean> end(OwnedJob job, JobState state, String message, String result, String file) {
		String update = END.formatted(this.dialect.choose("NULLIF(CAST(:result AS VARCHAR), '') FORMAT JSON",
				"CAST(NULLIF(:result, '') AS JSONB)"));
		return write(job, state, message,
				returning("endJob", update, COUNTS).bind("state", state.word())
					.bind("message", message)
					.bind("result", result)
					.bind("file", file)
					.bind("done", state == JobState.DONE));
	}

	/**
	 * Hands a job back, so that any instance may continue it. The attempt does not count.
	 * A job that no instance can run is handed back each minute, so only the first of
	 * equal events is stored.
	 * @param message why, empty for none
	 * @return whether this instance still owned it
	 */
	Mono<Boolean> handBack(OwnedJob job, String message) {
		Statements.Call update = returning("handBackJob", HAND_BACK, COUNTS).bind("message", message);
		return this.transactions
			.run(owner(update, job).one(Counted::of)
				.flatMap((counted) -> this.events.past(job.id())
					.filter((past) -> !past.state().equals(JobState.QUEUED.word()) || !past.message().equals(message))
					.flatMap((past) -> tell(counted, JobState.QUEUED, message.isEmpty() ? null : message))
					.thenReturn(true))
				.defaultIfEmpty(false))
			.doOnNext((owned) -> this.signals.send(job.id()));
	}

	private Mono<Boolean> write(OwnedJob job, JobState state, String message, Statements.Call update) {
		return this.transactions
			.run(owner(update, job).one(Counted::of)
				.flatMap((counted) -> tell(counted, state, message.isEmpty() ? null : message).thenReturn(true))
				.defaultIfEmpty(false))
			.doOnNext((owned) -> this.signals.send(job.id()));
	}

	private Mono<Counted> tell(Counted job, JobState state, @Nullable String message) {
		Mono<Void> recorded = state.isEnded()
				? this.changes.record(Change.of(ChangeTopic.JOBS, ChangeKind.ENDED, job.id())) : Mono.empty();
		return this.events.append(job.id(), List.of(JobEvents.Event.state(state, message, job.counts().event())))
			.then(recorded)
			.then(this.signals.announce(job.id()))
			.thenReturn(job);
	}

	/**
	 * Ends all leases of an embedded database, which at its start nothing else uses.
	 * @return the number of jobs that an earlier process has left
	 */
	Mono<Long> expireOrphans() {
		return switch (this.dialect) {
			case H2 -> this.transactions.runSingle(this.statements.sql(EXPIRE).update());
			case POSTGRESQL -> Mono.just(0L);
		};
	}

	private static Statements.Call owner(Statements.Call call, OwnedJob job) {
		return call.bind("id", job.id()).bind("epoch", job.epoch());
	}

	private static double seconds(Duration lease) {
		return lease.toMillis() / 1000.0;
	}

	private record Counted(UUID id, JobCounts counts) {

		static Counted of(Readable row) {
			return new Counted(Columns.get(row, 0, UUID.class), new JobCounts(Columns.get(row, 1, Long.class),
					Columns.get(row, 2, Long.class), row.get(3, Long.class), 0));
		}

	}

}
