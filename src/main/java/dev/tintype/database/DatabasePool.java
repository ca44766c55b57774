package dev.tintype.database;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcTimeoutException;
import reactor.core.publisher.Mono;
import reactor.pool.PooledRefMetadata;
import reactor.util.retry.Retry;

/**
 * The connections of the service. One that has been idle or was left in the middle of an
 * answer is asked a question before it is used. If it does not answer, all that have been
 * silent as long are dropped with it, so that a server's restart costs one request one
 * question and not one for each connection.
 */
final class DatabasePool extends ConnectionPool {

	private static final Duration LONGEST_IDLE = Duration.ofMinutes(10);

	private final Mono<Connection> create;

	private DatabasePool(ConnectionPoolConfiguration configuration, AtomicLong staleBefore, Duration acquireTimeout) {
		super(configuration);
		String late = "No database connection became free within " + acquireTimeout.toMillis() + " ms";
		this.create = super.create()
			.doOnError(StaleConnectionException.class, (ex) -> staleBefore.set(System.nanoTime()))
			.retryWhen(Retry.max(2).filter(StaleConnectionException.class::isInstance))
			.timeout(acquireTimeout)
			.onErrorMap(TimeoutException.class, (ex) -> new R2dbcTimeoutException(late, ex));
	}

	static DatabasePool of(ConnectionFactory driver, DatabaseProperties properties) {
		AtomicLong staleBefore = new AtomicLong(System.nanoTime());
		Duration acquireTimeout = properties.acquireTimeout();
		return new DatabasePool(ConnectionPoolConfiguration.builder(driver)
			.name("tintype")
			.initialSize(properties.minConnections())
			.minIdle(properties.minConnections())
			.maxSize(properties.maxConnections())
			.maxCreateConnectionTime(acquireTimeout)
			.acquireRetry(0)
			.backgroundEvictionInterval(Duration.ofSeconds(30))
			.customizer((pool) -> pool.evictionPredicate(
					(connection, use) -> isWorn(use, properties) || isStale(connection, staleBefore.get())))
			.build(), staleBefore, acquireTimeout);
	}

	private static boolean isWorn(PooledRefMetadata use, DatabaseProperties properties) {
		return use.idleTime() >= LONGEST_IDLE.toMillis() || use.lifeTime() >= properties.poolRecycle().toMillis();
	}

	private static boolean isStale(Connection connection, long moment) {
		return connection instanceof WatchedConnection watched && watched.watch().silentSince(moment);
	}

	@Override
	public Mono<Connection> create() {
		return this.create;
	}

}
