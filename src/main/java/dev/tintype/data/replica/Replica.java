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
 * A copy of the database: its connections, and what is known of it. It is asked where it
 * is about once a second, and every 20 ms while it lacks something that this process
 * wrote.
 */
final class Replica implements Replication.Source {

	private static final Logger LOG = LoggerFactory.getLogger(Replica.class);

	private static final Duration SHORT = Duration.ofMillis(20);

	private static final Duration LONG = Duration.ofSeconds(1);

	/** So many questions without an answer, and nobody waits any longer. */
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
	 * Connects nowhere yet.
	 * @param lanes where the work of its connections is done
	 * @param upToDate whether a place is behind all that this process wrote
	 */
	Replica(ReplicaServer server, Lanes lanes, Predicate<Lsn> upToDate, Mono<String> identity, PoolSettings settings) {
		this.server = server;
		this.upToDate = upToDate;
		this.identity = identity;
		this.question = new ServerQuestion(server.driver(), lanes, settings, server.sessions());
		this.connections = DatabasePool.of(new MonotonicConnectionFactory(server.driver(), () -> this.seen.replayed()),
				lanes, settings, server.sessions());
		DefaultTransactionDefinition reading = new DefaultTransactionDefinition();
		// A copy refuses to begin any other.
		reading.setReadOnly(true);
		this.transactions = TransactionalOperator.create(new R2dbcTransactionManager(this.connections), reading);
	}

	/**
	 * Begins to watch it.
	 */
	void start() {
		this.watching.update(Mono.defer(this::look).then(Mono.defer(this::rest)).repeat().subscribe());
	}

	void stop() {
		this.watching.update(Disposables.disposed());
	}

	/**
	 * Has it asked soon, because it may know more.
	 */
	void nudge() {
		this.nudge.tryEmitEmpty();
	}

	/**
	 * Tells whether it can be read.
	 * @return whether it is healthy and shows that and what this process wrote
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
			remark = "It follows no other server";
		}
		else if (!identity.equals(standing.identity())) {
			remark = "It is a copy of another database";
		}
		return new Observation(standing.replayed(), standing.received(), Math.round(nanoseconds / 1e3) / 1e3, remark);
	}

	private void answered(Observation now) {
		this.seen = now;
		this.unanswered = 0;
		if (now.remark() != null) {
			tell(now.remark());
		}
		else if (!this.told) {
			LOG.info("The replica {} is read from", this.server.url());
			this.told = true;
			this.warned = false;
		}
	}

	private void missed(Throwable failure) {
		this.seen = this.seen.failed("It does not answer");
		this.unanswered++;
		// The first question may be late when all else begins too.
		if (this.unanswered >= SILENT) {
			tell(this.server.reason(failure));
			Sinks.Empty<Void> over = this.silence;
			this.silence = Sinks.empty();
			over.tryEmitEmpty();
		}
	}

	private void tell(String reason) {
		if (!this.warned) {
			LOG.warn("The replica {} is not read from: {}", this.server.url(), reason);
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
