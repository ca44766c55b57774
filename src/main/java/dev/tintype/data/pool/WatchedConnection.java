package dev.tintype.data.pool;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Batch;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionMetadata;
import io.r2dbc.spi.IsolationLevel;
import io.r2dbc.spi.Lifecycle;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import io.r2dbc.spi.TransactionDefinition;
import io.r2dbc.spi.ValidationDepth;
import io.r2dbc.spi.Wrapped;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A connection whose work runs in its lane and is watched. The pool validates it when it
 * lends it and when it takes it back. If the watch requires it, the connection then
 * answers a question, and is dropped if it does not.
 */
final class WatchedConnection implements Connection, Lifecycle, Wrapped<Connection> {

	private static final Logger LOG = LoggerFactory.getLogger(WatchedConnection.class);

	/** The SQLSTATE of a statement that the server cancels: query_canceled. */
	private static final String CANCELED = "57014";

	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private final Connection connection;

	private final Watch watch;

	private final Consumer<WatchedConnection> whenClosed;

	WatchedConnection(Connection connection, Watch watch, Consumer<WatchedConnection> whenClosed) {
		this.connection = connection;
		this.watch = watch;
		this.whenClosed = whenClosed;
	}

	void giveUpIfSilent() {
		if (this.watch.blocks()) {
			this.watch.giveUpIfStuck();
			return;
		}
		try {
			this.watch.lane().execute(() -> {
				if (this.watch.giveUpIfSilent()) {
					this.whenClosed.accept(this);
					cancelStatement();
				}
			});
		}
		catch (RejectedExecutionException ex) {
			// The loops are closed, and all connections with them.
			this.whenClosed.accept(this);
		}
	}

	// A slow server would continue the statement. It would write long after the request
	// was told that the outcome is unknown.
	private void cancelStatement() {
		if (this.connection instanceof PostgresqlConnection postgresql) {
			postgresql.cancelRequest()
				.timeout(PATIENCE)
				.onErrorComplete()
				.doFinally((signal) -> this.watch.lane().cut())
				.subscribeOn(Schedulers.boundedElastic())
				.subscribe();
		}
	}

	Watch watch() {
		return this.watch;
	}

	@Override
	public Mono<Void> postAllocate() {
		return (this.watch.isSuspect() || this.watch.isIdle()) ? question() : Mono.empty();
	}

	@Override
	public Mono<Void> preRelease() {
		return Mono.defer(() -> {
			if (!this.watch.isSuspect()) {
				return Mono.empty();
			}
			this.watch.giveUpUnread();
			return question();
		});
	}

	private Mono<Void> question() {
		return this.watch.results(this.connection.createStatement("SELECT 1").execute())
			.concatMap((result) -> result.map((row) -> 1))
			.then()
			.timeout(PATIENCE)
			.onErrorMap(StaleConnectionException::new)
			.doOnSuccess((nothing) -> this.watch.cleared());
	}

	@Override
	public Publisher<Boolean> validate(ValidationDepth depth) {
		// H2 runs a query for this at any depth, and the pool asks twice per request.
		if (depth == ValidationDepth.LOCAL) {
			return this.watch.blocks() ? Mono.just(true) : this.connection.validate(depth);
		}
		return this.watch.over(this.connection.validate(depth));
	}

	@Override
	public Statement createStatement(String sql) {
		return new WatchedStatement(this.connection.createStatement(sql), this);
	}

	/**
	 * Gives work up that exceeds the statement limit, where the server does not enforce
	 * it. No cancel request is sent, because it can end PgBouncer before version 1.20
	 * (pgbouncer/pgbouncer#846). The connection is dropped, since it does not answer.
	 * @return the same work; it fails when its time is over
	 */
	Flux<Result> limited(Flux<Result> work) {
		Duration limit = this.watch.statementLimit();
		if (limit == null) {
			return work;
		}
		Mono<Long> end = Mono.delay(limit)
			.then(Mono
				.error(() -> new R2dbcTimeoutException("The statement took longer than " + limit.toMillis() + " ms",
						CANCELED)));
		return work.takeUntilOther(end);
	}

	@Override
	public Batch createBatch() {
		return new WatchedBatch(this.connection.createBatch(), this.watch);
	}

	@Override
	public Publisher<Void> beginTransaction() {
		return this.watch.over(this.connection.beginTransaction());
	}

	@Override
	public Publisher<Void> beginTransaction(TransactionDefinition definition) {
		return this.watch.over(this.connection.beginTransaction(definition));
	}

	@Override
	public Publisher<Void> commitTransaction() {
		return this.watch.over(this.connection.commitTransaction());
	}

	@Override
	public Publisher<Void> rollbackTransaction() {
		return Flux.defer(() -> {
			if (this.watch.lost() != null) {
				// A server rolls back an open transaction when the connection ends. A
				// database that closed itself keeps only what was committed.
				return Flux.empty();
			}
			this.watch.giveUpUnread();
			return this.watch.over(this.connection.rollbackTransaction());
		});
	}

	@Override
	public Publisher<Void> createSavepoint(String name) {
		return this.watch.over(this.connection.createSavepoint(name));
	}

	@Override
	public Publisher<Void> releaseSavepoint(String name) {
		return this.watch.over(this.connection.releaseSavepoint(name));
	}

	@Override
	public Publisher<Void> rollbackTransactionToSavepoint(String name) {
		return this.watch.over(this.connection.rollbackTransactionToSavepoint(name));
	}

	@Override
	public Publisher<Void> setAutoCommit(boolean autoCommit) {
		return this.watch.over(this.connection.setAutoCommit(autoCommit));
	}

	@Override
	public Publisher<Void> setLockWaitTimeout(Duration timeout) {
		return this.watch.over(this.connection.setLockWaitTimeout(timeout));
	}

	@Override
	public Publisher<Void> setStatementTimeout(Duration timeout) {
		return this.watch.over(this.connection.setStatementTimeout(timeout));
	}

	@Override
	public Publisher<Void> setTransactionIsolationLevel(IsolationLevel isolationLevel) {
		return this.watch.over(this.connection.setTransactionIsolationLevel(isolationLevel));
	}

	@Override
	public Publisher<Void> close() {
		Mono<Void> farewell = this.watch.over(this.connection.close()).then();
		// The driver sends a farewell first, and a peer that does not read never receives
		// it.
		Mono<Void> end = this.watch.blocks() ? farewell
				: farewell.timeout(PATIENCE).onErrorResume((ex) -> Mono.fromRunnable(this.watch.lane()::cut));
		// A connection that cannot be closed is gone, and its user has received a better
		// reason.
		return end.onErrorResume((ex) -> {
			LOG.debug("Connection lost", ex);
			return Mono.empty();
		}).doOnSuccess((nothing) -> {
			this.whenClosed.accept(this);
			LOG.debug("Connection closed");
		});
	}

	@Override
	public boolean isAutoCommit() {
		return this.connection.isAutoCommit();
	}

	@Override
	public ConnectionMetadata getMetadata() {
		return this.connection.getMetadata();
	}

	@Override
	public IsolationLevel getTransactionIsolationLevel() {
		return this.connection.getTransactionIsolationLevel();
	}

	@Override
	public Connection unwrap() {
		return this.connection;
	}

}
