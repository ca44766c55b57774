package dev.tintype.operation.jobwork;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.operation.job.JobChunk;
import dev.tintype.operation.job.JobEvents;
import dev.tintype.operation.job.JobStop;
import dev.tintype.web.http.Json;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Commits the chunks of jobs. The last statement of each chunk checks that its instance
 * still owns the job. It does not stand at the beginning, because an open chunk would
 * then lock the row that a claim, a renewal and a cancellation need (ADR 30).
 */
@Repository
class JobFence {

	private static final String COMMIT_UPDATE = """
			UPDATE jobs SET done = :done, failed = :failed, total = COALESCE(NULLIF(CAST(:total AS BIGINT), -1), total),
			  resume = COALESCE(%s, resume), attempts = CASE WHEN :committed THEN 0 ELSE attempts END
			WHERE job_id = :id AND epoch = :epoch AND state = 'running'
			""";

	private static final String COMMIT_H2 = """
			/* commitJobChunk */ SELECT cancel_requested FROM FINAL TABLE (%s)
			""".formatted(COMMIT_UPDATE.formatted("NULLIF(CAST(:resume AS VARCHAR), '') FORMAT JSON"));

	private static final String COMMIT_POSTGRESQL = "/* commitJobChunk */ "
			+ COMMIT_UPDATE.formatted("CAST(NULLIF(:resume, '') AS JSONB)") + " RETURNING cancel_requested";

	private final Statements statements;

	private final Transactions transactions;

	private final JobEvents events;

	private final String commit;

	JobFence(Statements statements, Transactions transactions, JobEvents events, Dialect dialect) {
		this.statements = statements;
		this.transactions = transactions;
		this.events = events;
		this.commit = dialect.choose(COMMIT_H2, COMMIT_POSTGRESQL);
	}

	/**
	 * Runs a chunk.
	 * @param before the counters before it
	 * @param tells whether to append a progress event
	 * @return what the work gives; a {@link JobStop} if this instance no longer owns the
	 * job, in which case nothing is written
	 */
	<T> Mono<Committed<T>> run(OwnedJob job, JobCounts before, Mono<T> work, Function<T, JobChunk> outcome,
			boolean tells) {
		return this.transactions.run(work.flatMap((value) -> {
			JobChunk chunk = outcome.apply(value);
			JobCounts after = before.plus(chunk);
			List<JobEvents.Event> more = new ArrayList<>();
			chunk.faults().subList(0, before.kept(chunk)).forEach((fault) -> more.add(JobEvents.Event.fault(fault)));
			String resume = Json.MAPPER.writeValueAsString(chunk.resume());
			return update(job, after, resume, true, more, tells)
				.map((cancelled) -> new Committed<>(value, after, cancelled));
		}));
	}

	/**
	 * Stores progress without a chunk.
	 * @return whether the job is cancelled; a {@link JobStop} if this instance no longer
	 * owns the job
	 */
	Mono<Boolean> report(OwnedJob job, JobCounts counts) {
		return this.transactions.run(update(job, counts, "", false, new ArrayList<>(), true));
	}

	private Mono<Boolean> update(OwnedJob job, JobCounts counts, String resume, boolean committed,
			List<JobEvents.Event> more, boolean tells) {
		if (tells) {
			more.add(counts.event());
		}
		return Mono.defer(() -> this.statements.sql(this.commit)
			.bind("id", job.id())
			.bind("epoch", job.epoch())
			.bind("done", counts.done())
			.bind("failed", counts.failed())
			.bind("total", Objects.requireNonNullElse(counts.total(), -1L))
			.bind("resume", resume)
			.bind("committed", committed)
			.one((row) -> Columns.get(row, 0, Boolean.class))
			.switchIfEmpty(Mono.error(() -> new JobStop(JobStop.Reason.LOST)))
			.flatMap((cancelled) -> this.events.append(job.id(), more)
				.then(tells ? this.events.trim(job.id()) : Mono.empty())
				.thenReturn(cancelled)));
	}

	/**
	 * A committed chunk.
	 *
	 * @param value what its work gave
	 * @param counts the counters after it
	 * @param cancelled whether a user has cancelled the job
	 */
	record Committed<T>(T value, JobCounts counts, boolean cancelled) {
	}

}
