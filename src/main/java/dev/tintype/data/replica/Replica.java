package dev.tintype.data.replica;

import java.time.Duration;
import java.util.function.Predicate;

import dev.tintype.data.lane.Lanes;
import dev.tintype.data.pool.DatabasePool;
import dev.tintype.data.pool.PoolSettings;
import dev.tintype.data.sql.Replication;
import io.r2dbc.spi.ConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/**
 * A replica of the database: its connections and its last known state. It is asked for
 * its position about once a second, and every 20 ms while it lacks a write of this
 * process.
 */
final class Replica implements Replication.Source {

	private static final Logger LOG = LoggerFactory.getLogger(Replica.class);

	private static final Duration SHORT = Duration.ofMillis(20);

	private static final Duration LONG = Duration.ofSeconds(1);

	/** After this many unanswered questions nobody waits any longer. */
	private static final int SILENT = 2;

	private final ReplicaServer server;

	private final Predicate<Lsn> upToDate;

	private final Mono<String> identity;

	private final ServerQuestion question;

	private final DatabasePool connections;

	private final TransactionalOperator transactions;

	private final Disposable.Swap watching = Disposables.swap();

	private volatile Observation seen = Observation.NONE;

	private volatile Sinks.Empty<Void> nudge = Sinks.empty();

	private volatile Sinks.Empty<Void> silence = Sinks.empty();

	private int unanswered;

	private boolean told;

	private boolean warned;

	/**
	 * Prepares a replica without connecting.
	 * @param lanes gives each connection its thread
	 * @param upToDate tells whether a position includes all writes of this process
	 */
	Replica(ReplicaServer server, Lanes lanes, Predicate<Lsn> upToDate, Mono<String> identity, PoolSettings settings) {
		this.server = server;
		this.upToDate = upToDate;
		this.identity = identity;
		this.question = new ServerQuestion(server.driver(), lanes, settings, server.sessions());
		this.connections = DatabasePool.of(new MonotonicConnectionFactory(server.driver(), () -> this.seen.replayed()),
				lanes, settings, server.sessions());
		DefaultTransactionDefinition reading = new DefaultTransactionDefinition();
		// A replica refuses all other transactions.
		reading.setReadOnly(true);
		this.transactions = TransactionalOperator.create(new R2dbcTransactionManager(this.connections), reading);
	}

	/**
	 * Begins to watch the replica.
	 */
	void start() {
		this.watching.update(Mono.defer(this::look).then(Mono.defer(this::rest)).repeat().subscribe());
	}

	void stop() {
		this.watching.update(Disposables.disposed());
	}

	/**
	 * Causes a question soon, because the replica may have caught up.
	 */
	void nudge() {
		this.nudge.tryEmitEmpty();
	}

	/**
	 * Tells whether the replica can be read.
	 * @return whether it is healthy and has both that position and all writes of this
	 * process
	 */
	boolean isFitFor(Lsn wanted) {
		Observation now = this.seen;
		return now.isHealthy() && now.replayed().reaches(wanted) && this.upToDate.test(now.replayed());
	}

	Observation seen() {
		return this.seen;
	}

	ReplicaServer server() {
		return this.server;
	}

	private Mono<Void> look() {
		this.nudge = Sinks.empty();
		long begin = System.nanoTime();
		return this.identity.zipWith(this.question.standing())
			.map((both) -> observe(both.getT1(), both.getT2(), System.nanoTime() - begin))
			.doOnNext(this::answered)
			.then()
			.onErrorResume((ex) -> Mono.fromRunnable(() -> missed(ex)));
	}

	private static Observation observe(String identity, ServerQuestion.Standing standing, long nanoseconds) {
		String remark = null;
		if (!standing.follows()) {
			remark = "It is not a replica";
		}
		else if (!identity.equals(standing.identity())) {
			remark = "It is a replica of another database";
		}
		return new Observation(standing.replayed(), standing.received(), standing.shownBefore(),
				Math.round(nanoseconds / 1e3) / 1e3, remark);
	}

	private void answered(Observation now) {
		this.seen = now;
		this.unanswered = 0;
		if (now.remark() != null) {
			tell(now.remark());
		}
		else if (!this.told) {
			LOG.info("The replica {} is used for reading", this.server.url());
			this.told = true;
			this.warned = false;
		}
	}

	private void missed(Throwable failure) {
		this.seen = this.seen.failed("It does not answer");
		this.unanswered++;
		// The first question may be late while everything else starts too.
		if (this.unanswered >= SILENT) {
			tell(this.server.reason(failure));
			Sinks.Empty<Void> over = this.silence;
			this.silence = Sinks.empty();
			over.tryEmitEmpty();
		}
	}

	private void tell(String reason) {
		if (!this.warned) {
			LOG.warn("The replica {} is not used for reading: {}", this.server.url(), reason);
			this.warned = true;
		}
		this.told = false;
	}

	private Mono<Void> rest() {
		Mono<Void> nudged = this.nudge.asMono().timeout(LONG.minus(SHORT), Mono.empty());
		return Mono.delay(SHORT).then(Mono.defer(() -> lacksSomething() ? Mono.empty() : nudged));
	}

	private boolean lacksSomething() {
		Observation now = this.seen;
		return now.isHealthy() && !this.upToDate.test(now.replayed());
	}

	@Override
	public ConnectionFactory connections() {
		return this.connections;
	}

	@Override
	public TransactionalOperator transactions() {
		return this.transactions;
	}

	@Override
	public Mono<Void> silence() {
		return this.silence.asMono();
	}

	@Override
	public boolean isAtFault(Throwable failure) {
		boolean fault = ServerFault.is(failure);
		if (fault) {
			LOG.debug("A statement failed on the replica {}", this.server.url(), failure);
			this.seen = this.seen.failed("A statement failed on it");
			nudge();
		}
		return fault;
	}

	void dispose() {
		this.watching.dispose();
		this.connections.dispose();
		this.question.dispose();
	}

}
