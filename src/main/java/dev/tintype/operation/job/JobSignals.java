package dev.tintype.operation.job;

import java.util.UUID;

import dev.tintype.data.sql.Announcements;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.support.ServiceOnly;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Tells this instance, and on PostgreSQL all others, that the state of a job has changed.
 * A signal only saves waiting for the next poll, so a lost one does no harm.
 */
@Component
public class JobSignals {

	private static final String CHANNEL = "tintype_jobs";

	private static final String NOTIFY = "/* announceJob */ SELECT CAST(pg_notify('tintype_jobs', :id) AS VARCHAR)";

	private final Sinks.Many<String> sink = Sinks.many().multicast().directBestEffort();

	private final Statements statements;

	private final Dialect dialect;

	JobSignals(Statements statements, Dialect dialect) {
		this.statements = statements;
		this.dialect = dialect;
	}

	/**
	 * Announces a change to all instances when the surrounding transaction commits.
	 * @return completes when it is done
	 */
	public Mono<Void> announce(UUID job) {
		return switch (this.dialect) {
			case H2 -> Mono.empty();
			case POSTGRESQL -> this.statements.sql(NOTIFY).bind("id", job.toString()).all((row) -> true).then();
		};
	}

	/**
	 * Tells this instance of a committed change.
	 */
	public void send(UUID job) {
		send(job.toString());
	}

	private void send(String text) {
		this.sink.emitNext(text, (signal, result) -> result == Sinks.EmitResult.FAIL_NON_SERIALIZED);
	}

	/**
	 * The changes of all jobs.
	 * @return ids of jobs; a slow subscriber misses some
	 */
	public Flux<String> all() {
		return this.sink.asFlux();
	}

	/**
	 * The changes of one job.
	 * @return emits at each change; a slow subscriber misses some
	 */
	public Flux<String> of(UUID job) {
		String id = job.toString();
		return this.sink.asFlux().filter(id::equals);
	}

	/**
	 * Completes an update with the columns that it returns.
	 * @return a statement whose comment is its name
	 */
	public static String returning(Dialect dialect, String name, String update, String columns) {
		return "/* " + name + " */ " + dialect.choose("SELECT " + columns + " FROM FINAL TABLE (" + update + ")",
				update + " RETURNING " + columns);
	}

	/**
	 * Listens to the other instances.
	 */
	@Component
	@ServiceOnly
	static final class Listening implements SmartLifecycle, Announcements.Listener {

		private final JobSignals signals;

		private final Announcements announcements;

		private Disposable listening = Disposables.disposed();

		Listening(JobSignals signals, Announcements announcements) {
			this.signals = signals;
			this.announcements = announcements;
		}

		@Override
		public void connected() {
			// Until now the poll has found the jobs.
		}

		@Override
		public void heard(String text) {
			this.signals.send(text);
		}

		@Override
		public void lost() {
			// From now on the poll finds the jobs.
		}

		@Override
		public void start() {
			this.listening = this.announcements.listen(CHANNEL, this);
		}

		@Override
		public void stop() {
			this.listening.dispose();
		}

		@Override
		public boolean isRunning() {
			return !this.listening.isDisposed();
		}

	}

}
