package dev.tintype.operation.job;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.tintype.data.change.Change;
import dev.tintype.data.change.ChangeKind;
import dev.tintype.data.change.ChangeLog;
import dev.tintype.data.change.ChangeTopic;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.web.http.Json;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Slice;
import dev.tintype.web.listing.Where;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads jobs, and makes the changes that users request.
 */
@Repository
public class JobRepository {

	/** The order of the listing. Ids ascend with the time of creation. */
	static final Order<Job> NEWEST = Order.of("newest", Key.<Job>id("j.job_id", Job::id).down());

	private static final String FIND = "/* findJob */ SELECT " + Job.COLUMNS + " FROM jobs j WHERE j.job_id = :id";

	private static final String INSERT = """
			/* insertJob */ INSERT INTO jobs (job_id, kind, state, request, principal, input, total, created_at, subject)
			SELECT CAST(:id AS UUID), CAST(:kind AS VARCHAR), 'queued', %s, NULLIF(CAST(:principal AS VARCHAR), ''),
			  NULLIF(CAST(:input AS VARCHAR), ''), NULLIF(CAST(:total AS BIGINT), -1), CURRENT_TIMESTAMP, CAST(:subject AS UUID)
			WHERE NOT EXISTS (SELECT 1 FROM jobs s WHERE s.subject = :subject AND s.state IN ('queued', 'running'))
			  AND (SELECT count(*) FROM jobs u WHERE u.state IN ('queued', 'running')) < :queue
			""";

	private static final String IS_BUSY = """
			/* isSubjectOfUnfinishedJob */ SELECT EXISTS (SELECT 1 FROM jobs s WHERE s.state IN ('queued', 'running')
			  AND s.subject = COALESCE((SELECT j.subject FROM jobs j WHERE j.job_id = :id), :id))
			""";

	private static final String CANCEL = """
			UPDATE jobs SET cancel_requested = TRUE,
			  finished_at = CASE state WHEN 'queued' THEN CURRENT_TIMESTAMP ELSE finished_at END,
			  state = CASE state WHEN 'queued' THEN 'cancelled' ELSE state END
			WHERE job_id = :id AND state IN ('queued', 'running')
			""";

	private static final String RETRY = """
			UPDATE jobs SET state = 'queued', attempts = 0, cancel_requested = FALSE, owner = NULL, message = NULL, result = NULL,
			  finished_at = NULL
			WHERE job_id = :id AND state IN ('failed', 'interrupted', 'cancelled')
			  AND NOT EXISTS (SELECT 1 FROM jobs s WHERE s.subject = jobs.subject AND s.state IN ('queued', 'running'))
			  AND (SELECT count(*) FROM jobs u WHERE u.state IN ('queued', 'running')) < :queue
			""";

	private static final String ENDED = "state IN ('done', 'failed', 'cancelled', 'interrupted')";

	private static final String DELETE = "/* deleteJob */ DELETE FROM jobs WHERE job_id = :id AND " + ENDED;

	private final Statements statements;

	private final Transactions transactions;

	private final Dialect dialect;

	private final JobEvents events;

	private final JobSignals signals;

	private final String insert;

	private final Listing<Job> listing;

	private final ChangeLog changes;

	JobRepository(Statements statements, Transactions transactions, Dialect dialect, JobEvents events,
			JobSignals signals, ChangeLog changes) {
		this.changes = changes;
		this.statements = statements;
		this.transactions = transactions;
		this.dialect = dialect;
		this.events = events;
		this.signals = signals;
		this.insert = INSERT.formatted(dialect.choose(":request FORMAT JSON", "CAST(:request AS JSONB)"));
		this.listing = new Listing<>(statements, "Jobs", "jobs j", Job.COLUMNS, Job::of);
	}

	/**
	 * Finds a job.
	 * @return empty if the id is unknown
	 */
	public Mono<Job> find(UUID id) {
		return this.statements.sql(FIND).bind("id", id).one(Job::of);
	}

	/**
	 * Conditions that select jobs.
	 * @param state the word of a state, null or empty for all
	 * @param kind null for all
	 * @return conditions over {@code jobs j}
	 */
	public static Where where(@Nullable String state, @Nullable String kind) {
		Where where = (state != null && !state.isEmpty()) ? Where.ALL.and("j.state = :state", Map.of("state", state))
				: Where.ALL;
		return (kind != null) ? where.and("j.kind = :kind", Map.of("kind", kind)) : where;
	}

	/**
	 * The jobs that conditions select.
	 * @param where conditions over {@code jobs j}
	 * @return the rows of a listing
	 */
	public Rows<Job> rows(Where where) {
		return this.listing.rows(where);
	}

	/**
	 * Finds the newest jobs that conditions select.
	 * @param where conditions over {@code jobs j}
	 * @return at most as many as the limit, newest first
	 */
	public Mono<List<Job>> newest(Where where, int limit) {
		return rows(where).page(new Slice<>(NEWEST, null, limit, 0));
	}

	/**
	 * Stores a job. Of two with the same subject at once, PostgreSQL refuses the key of
	 * the second, whose next attempt finds the first.
	 * @param principal who requests it, or null
	 * @param queue the number of unfinished jobs at which it is refused
	 * @return empty if there are too many, or another job has the same subject
	 */
	Mono<Job> insert(UUID id, NewJob job, @Nullable String principal, @Nullable String input, int queue) {
		Mono<Job> inserted = this.statements.sql(this.insert)
			.bind("id", id)
			.bind("kind", job.kind())
			.bind("request", Json.MAPPER.writeValueAsString(job.request()))
			.bind("principal", Objects.requireNonNullElse(principal, ""))
			.bind("input", Objects.requireNonNullElse(input, ""))
			.bind("total", Objects.requireNonNullElse(job.total(), -1L))
			.bind("subject", Objects.requireNonNullElse(job.subject(), id))
			.bind("queue", (long) queue)
			.update()
			.filter((rows) -> rows > 0)
			.flatMap((rows) -> find(id));
		return changed(inserted, ChangeKind.CREATED);
	}

	/**
	 * Cancels a job: at once if it is queued, otherwise at its next chunk or renewal.
	 * @return the job; empty if it has ended or is unknown
	 */
	public Mono<Job> cancel(UUID id) {
		return change(id, returning("cancelJob", CANCEL), ChangeKind.ENDED);
	}

	/**
	 * Queues an ended job again. It continues from its resume point.
	 * @param queue the number of unfinished jobs at which it is refused
	 * @return the job; empty if there are too many, if another job has the same subject,
	 * or unless the job failed, or was interrupted or cancelled
	 */
	Mono<Job> retry(UUID id, int queue) {
		return change(id, returning("retryJob", RETRY).bind("queue", (long) queue), ChangeKind.UPDATED);
	}

	/**
	 * Tells whether an unfinished job works on the subject of a job.
	 * @param id of that job, or of a subject, such as an operation on captions
	 * @return whether there is one
	 */
	public Mono<Boolean> isBusy(UUID id) {
		return this.statements.sql(IS_BUSY).bind("id", id).value(Boolean.class);
	}

	private Statements.Call returning(String name, String update) {
		return this.statements.sql(JobSignals.returning(this.dialect, name, update, "state"));
	}

	private Mono<Job> change(UUID id, Statements.Call update, ChangeKind kind) {
		return changed(update.bind("id", id).value(String.class).flatMap((state) -> find(id)), kind);
	}

	private Mono<Job> changed(Mono<Job> change, ChangeKind kind) {
		return this.transactions.run(change.flatMap((job) -> {
			JobEvents.Event counts = JobEvents.Event.progress(job.done(), job.failed(), job.total());
			// The request to cancel a running job changes no state yet.
			List<JobEvents.Event> told = (job.state() != JobState.RUNNING)
					? List.of(JobEvents.Event.state(job.state(), null, counts)) : List.of();
			Mono<Void> recorded = told.isEmpty() ? Mono.empty()
					: this.changes.record(Change.of(ChangeTopic.JOBS, kind, job.id()));
			return this.events.append(job.id(), told)
				.then(recorded)
				.then(this.signals.announce(job.id()))
				.thenReturn(job);
		})).doOnNext((job) -> this.signals.send(job.id()));
	}

	/**
	 * Deletes an ended job with its events.
	 * @return whether it was deleted
	 */
	public Mono<Boolean> delete(UUID id) {
		return this.transactions
			.run(this.statements.sql(DELETE)
				.bind("id", id)
				.update()
				.filter((deleted) -> deleted > 0)
				.flatMap((deleted) -> this.changes.record(Change.of(ChangeTopic.JOBS, ChangeKind.DELETED, id))
					.thenReturn(true))
				.defaultIfEmpty(false))
			.doOnNext((deleted) -> this.signals.send(id));
	}

	/**
	 * Counts the jobs that wait.
	 * @return their number
	 */
	public Mono<Long> countQueued() {
		return this.statements.sql("/* countQueuedJobs */ SELECT count(*) FROM jobs WHERE state = 'queued'")
			.value(Long.class);
	}

	private static final String KEYED = "/* findJobs */ SELECT " + Job.COLUMNS + " FROM jobs j ";

	/**
	 * Finds the files that rows refer to.
	 * @param ids of jobs, without repetitions
	 * @return the keys of their files; a job that has not ended refers to all keys that
	 * it can have
	 */
	public Mono<Set<String>> referredKeys(Collection<UUID> ids) {
		return this.statements.sql(KEYED + this.dialect.among("j.job_id", "UUID", "ids"))
			.bind("ids", ids.toArray(UUID[]::new))
			.<Job>all(Job::of)
			.flatMapIterable(JobFiles::keys)
			.collect(Collectors.toSet());
	}

}
