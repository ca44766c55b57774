package dev.tintype.data.pool;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import dev.tintype.data.lane.Lanes;
import dev.tintype.data.sql.DiskFull;
import dev.tintype.data.sql.Retries;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.Wrapped;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.pool.PooledRefMetadata;
import reactor.util.context.Context;

/**
 * The connections of the service. The pool asks a connection a question before it lends
 * it, if it was idle or its last answer was not read to the end. If it does not answer,
 * the pool drops all connections that have been silent as long. A restart of the server
 * thus costs a request one question, and not one per connection.
 */
public final class DatabasePool extends ConnectionPool {

	// The key of Reactor's Hooks#onNextDropped for one subscriber.
	private static final String ON_NEXT_DROPPED = "reactor.onNextDropped.local";

	private static final Duration LONGEST_IDLE = Duration.ofMinutes(10);

	private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

	private static final int ATTEMPTS = 3;

	/** How long the pool waits before it opens the embedded database again. */
	private static final Duration WHILE_CLOSING = Duration.ofMillis(20);

	/** How often the pool looks for silent connections. */
	private static final Duration LOOK = Duration.ofMillis(250);

	private final Vitals vitals;

	private final PoolSettings settings;

	private final Mono<Connection> create;

	private final Disposable watching;

	private DatabasePool(ConnectionPoolConfiguration configuration, WatchedConnectionFactory connections, Vitals vitals,
			PoolSettings settings) {
		super(configuration);
		this.watching = Flux.interval(LOOK).subscribe((look) -> connections.giveUpSilentOnes());
		this.vitals = vitals;
		this.settings = settings;
		this.create = acquire();
	}

	/**
	 * Creates a pool whose connections are assumed to have separate sessions.
	 * @param driver opens connections
	 * @param lanes gives each connection its thread
	 * @param settings sizes and time limits
	 * @return a pool that opens its first connections when a caller asks for one
	 */
	public static DatabasePool of(ConnectionFactory driver, Lanes lanes, PoolSettings settings) {
		return of(driver, lanes, settings, new Sessions());
	}

	/**
	 * Creates a pool that learns how the server lends sessions.
	 * @param driver opens connections
	 * @param lanes gives each connection its thread
	 * @param settings sizes and time limits
	 * @param sessions of the server; the pool reports signs that they are shared, and
	 * then drops the connections that were opened before
	 * @return a pool that opens its first connections when a caller asks for one
	 */
	public static DatabasePool of(ConnectionFactory driver, Lanes lanes, PoolSettings settings, Sessions sessions) {
		Vitals vitals = new Vitals(sessions);
		WatchedConnectionFactory watched = new WatchedConnectionFactory(driver, lanes, vitals, settings);
		// The time limits of acquire() below apply. The pool's own would begin anew with
		// each attempt.
		return new DatabasePool(ConnectionPoolConfiguration.builder(watched)
			.name("tintype")
			.initialSize(settings.minConnections())
			.minIdle(settings.minConnections())
			.maxSize(settings.maxConnections())
			.maxCreateConnectionTime(settings.acquireTimeout())
			.allocatorSubscribeOn(Schedulers.boundedElastic())
			.acquireRetry(0)
			.backgroundEvictionInterval(Duration.ofSeconds(30))
			.customizer(
					(pool) -> pool.evictionPredicate((connection, use) -> isWorn(use, settings) || isStale(connection)))
			.build(), watched, vitals, settings);
	}

	private Mono<Connection> acquire() {
		Duration patience = this.settings.acquireTimeout();
		String late = "No database connection became free within " + patience.toMillis() + " ms";
		Mono<Connection> connection = attempt(ATTEMPTS);
		return Mono.deferContextual((context) -> {
			long asked = System.nanoTime();
			return connection.timeout(Mono.delay(Retries.patience(context, patience)).onErrorReturn(0L))
				.doOnNext((lent) -> lend(lent, asked));
		})
			.contextWrite(DatabasePool::closeWhatComesTooLate)
			.onErrorMap(TimeoutException.class, (ex) -> new R2dbcTimeoutException(late, ex));
	}

	private static void lend(Connection connection, long asked) {
		if (connection instanceof Wrapped<?> pooled && pooled.unwrap() instanceof WatchedConnection watched) {
			watched.watch().silence().lend(asked);
		}
	}

	// Not retryWhen, which builds half a dozen operators for each statement.
	private Mono<Connection> attempt(int left) {
		return super.create().onErrorResume((ex) -> {
			if (DiskFull.isDatabaseClosing(ex)) {
				// The caller's time limit ends these attempts.
				return Mono.delay(WHILE_CLOSING).then(Mono.defer(() -> attempt(left)));
			}
			if (!(ex instanceof StaleConnectionException)) {
				return Mono.error(ex);
			}
			this.vitals.distrustSilentOnes();
			return (left > 1) ? attempt(left - 1) : Mono.error(ex);
		});
	}

	// A connection may arrive just as the wait for it ends.
	private static Context closeWhatComesTooLate(Context context) {
		Consumer<Object> close = (dropped) -> {
			if (dropped instanceof Connection connection) {
				Mono.from(connection.close()).subscribe();
			}
		};
		return context.put(ON_NEXT_DROPPED, close);
	}

	private static boolean isWorn(PooledRefMetadata use, PoolSettings settings) {
		return use.idleTime() >= LONGEST_IDLE.toMillis() || use.lifeTime() >= settings.recycle().toMillis();
	}

	private static boolean isStale(Connection connection) {
		return connection instanceof WatchedConnection watched && watched.watch().isStale();
	}

	@Override
	public Mono<Connection> create() {
		return this.create;
	}

	@Override
	public Mono<Void> disposeLater() {
		return super.disposeLater().doFinally((signal) -> this.watching.dispose());
	}

	/**
	 * Registers a listener that is called on each answer of the database.
	 * @param told runs on any thread; must return quickly
	 */
	public void onAnswer(Runnable told) {
		this.vitals.onAnswer(told);
	}

	/**
	 * Tells whether all connections are in use by work that gets answers. A lack of
	 * connections then says nothing about the database.
	 * @return true if the database is merely busy
	 */
	public boolean isBusy() {
		boolean exhausted = getMetrics()
			.map((pool) -> pool.acquiredSize() >= pool.getMaxAllocatedSize() || pool.pendingAcquireSize() > 0)
			.orElse(false);
		return exhausted && System.nanoTime() - this.vitals.answered() < LONGEST_SILENCE.toNanos();
	}

	/**
	 * Returns how the connections are used now.
	 * @return counts that are read one after the other, so that their sums may differ
	 */
	public PoolFigures figures() {
		int min = this.settings.minConnections();
		return getMetrics()
			.map((pool) -> new PoolFigures(pool.allocatedSize(), pool.idleSize(), pool.acquiredSize(),
					pool.pendingAcquireSize(), min, pool.getMaxAllocatedSize()))
			.orElseGet(() -> new PoolFigures(0, 0, 0, 0, min, this.settings.maxConnections()));
	}

}
