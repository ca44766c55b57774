package dev.tintype.data.database;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

import dev.tintype.data.connection.DatabaseAddress;
import dev.tintype.data.pool.DatabasePool;
import dev.tintype.data.pool.PoolFigures;
import dev.tintype.data.replica.ReplicaState;
import dev.tintype.data.replica.Replicas;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Retries;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcTimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Asks the database a question through the pool, as a request would, but waits less long
 * for the answer. A busy pool does not make the database unhealthy.
 */
public final class DatabaseProbe {

	private static final Duration PATIENCE = Duration.ofMillis(200);

	private static final String VERSION_H2 = "/* askVersion */ SELECT H2VERSION()";

	private static final String VERSION_POSTGRESQL = "/* askVersion */ SELECT current_setting('server_version')";

	private final Retries retries;

	private final DatabasePool pool;

	private final DatabaseAddress address;

	private final @Nullable Replicas replicas;

	private volatile @Nullable String version;

	private volatile DatabaseFinding last = new DatabaseFinding(true, null, null, null);

	DatabaseProbe(DatabasePool pool, DatabaseAddress address, @Nullable Replicas replicas, Retries retries) {
		this.retries = retries;
		this.pool = pool;
		this.address = address;
		this.replicas = replicas;
	}

	/**
	 * Returns the kind of the database.
	 * @return its dialect
	 */
	public Dialect dialect() {
		return this.address.dialect();
	}

	/**
	 * Returns where the database is.
	 * @return its URL without credentials
	 */
	public String url() {
		return this.address.url();
	}

	/**
	 * Returns how the pool's connections are used now.
	 * @return their counts
	 */
	public PoolFigures pool() {
		return this.pool.figures();
	}

	/**
	 * Returns the states of the replicas.
	 * @return after 200 ms at the latest; empty if no replica is configured
	 */
	public Mono<List<ReplicaState>> replicas() {
		return (this.replicas != null) ? this.replicas.states() : Mono.just(List.of());
	}

	/**
	 * Asks the database for its version.
	 * @return the result, after 200 ms at the latest; never an error
	 */
	public Mono<DatabaseFinding> ask() {
		return Mono.defer(() -> {
			long begin = System.nanoTime();
			return Mono.usingWhen(this.pool.create(), this::version, Connection::close)
				.timeout(PATIENCE)
				.map((answer) -> answered(answer, System.nanoTime() - begin))
				.onErrorResume((ex) -> Mono.just(judge(ex)))
				.doOnNext((finding) -> this.last = finding);
		});
	}

	/**
	 * Returns the last result.
	 * @return healthy before the first question, since the service does not start without
	 * a database
	 */
	DatabaseFinding last() {
		return this.last;
	}

	private Mono<String> version(Connection connection) {
		return Mono.from(connection.createStatement(dialect().choose(VERSION_H2, VERSION_POSTGRESQL)).execute())
			.flatMap((result) -> Mono.from(result.map((row) -> Columns.get(row, 0, String.class))));
	}

	private DatabaseFinding answered(String answer, long nanoseconds) {
		this.version = answer;
		return new DatabaseFinding(true, answer, Math.round(nanoseconds / 1e3) / 1e3,
				this.retries.room().isLacking() ? "The disk is full: reads work, but writes are refused" : null);
	}

	private DatabaseFinding judge(Throwable error) {
		if (!(error instanceof TimeoutException || error instanceof R2dbcTimeoutException)) {
			return new DatabaseFinding(false, this.version, null, "The database cannot be reached");
		}
		if (this.pool.isBusy()) {
			return new DatabaseFinding(true, this.version, null, "All connections are in use");
		}
		return new DatabaseFinding(false, this.version, null,
				"The database did not answer within " + PATIENCE.toMillis() + " ms");
	}

}
