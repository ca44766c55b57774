package dev.tintype.data.pool;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import dev.tintype.data.lane.Lane;
import dev.tintype.data.lane.Lanes;
import dev.tintype.data.sql.Announcements;
import io.r2dbc.postgresql.api.Notification;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Result;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

import org.springframework.core.NestedExceptionUtils;

/**
 * Listens to PostgreSQL's NOTIFY on a separate connection. It counts as connected when it
 * has received an announcement that another connection sent. Behind a proxy that lends
 * connections per transaction, that never happens. From then on it asks the server a
 * question every second, so that it notices a server that vanished. It does not listen
 * where sessions are shared, because it could then miss announcements.
 */
public final class ListeningConnection implements Announcements {

	private static final Logger LOG = LoggerFactory.getLogger(ListeningConnection.class);

	private static final Duration BEAT = Duration.ofSeconds(1);

	/** How long after the last sign of the server it trusts the connection. */
	private static final Duration SILENCE = Duration.ofSeconds(4);

	/** The beginning of an announcement that only tests the connection. */
	private static final String TOKEN = "heard? ";

	/** A server may accept a connection and then send nothing. */
	private static final Duration LONGEST_OPENING = Duration.ofSeconds(10);

	/** Short, because the pause is not reset when the connection is back. */
	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

	private final ConnectionFactory driver;

	private final Lanes lanes;

	private final ConnectionFactory others;

	private final Sessions sessions;

	/**
	 * Prepares the listener without connecting.
	 * @param driver opens the connection
	 * @param lanes gives the connection its thread
	 * @param others lends another connection to the same database
	 * @param sessions tells whether the connection has a separate session
	 */
	public ListeningConnection(ConnectionFactory driver, Lanes lanes, ConnectionFactory others, Sessions sessions) {
		this.driver = driver;
		this.lanes = lanes;
		this.others = others;
		this.sessions = sessions;
	}

	@Override
	public Disposable listen(String channel, Listener listener) {
		AtomicBoolean heard = new AtomicBoolean(true);
		return Mono.defer(
				() -> this.sessions.areShared() ? Mono.<Void>never() : session(channel, new Hearing(listener, heard)))
			.retryWhen(Retry.backoff(Long.MAX_VALUE, BEAT).maxBackoff(LONGEST_PAUSE))
			.subscribe();
	}

	// It never completes, since an orderly end is a lost connection as well. Nobody waits
	// for the close, because a dead connection may never finish it.
	private Mono<Void> session(String channel, Hearing hearing) {
		return open()
			.flatMap((line) -> hear(line, channel, hearing)
				.then(Mono.<Void>error(() -> new IllegalStateException("The connection was closed")))
				.doFinally((signal) -> line.close()))
			.doOnError(hearing::lost);
	}

	private Mono<Line> open() {
		return Mono.defer(() -> {
			AtomicReference<Line> line = new AtomicReference<>();
			return this.lanes.open(this.driver, (connection, lane) -> {
				line.set(new Line((PostgresqlConnection) connection, lane));
				return connection;
			}).map((connection) -> Objects.requireNonNull(line.get()));
		}).timeout(LONGEST_OPENING).subscribeOn(Schedulers.boundedElastic());
	}

	// The driver drops notifications while no subscriber requests them, so every
	// subscriber here requests all.
	private Flux<String> hear(Line line, String channel, Hearing hearing) {
		Flux<Long> beats = Flux.interval(Duration.ZERO, BEAT)
			.onBackpressureDrop()
			.publishOn(Schedulers.fromExecutor(line.lane()), 1)
			.concatMap((beat) -> (hearing.connected ? execute(line.connection(), "SELECT 1")
					: announce(channel, hearing.token))
				.thenReturn(beat), 1)
			.timeout(SILENCE)
			.takeUntil((beat) -> this.sessions.areShared())
			.takeUntil((beat) -> hearing.isUnheard(beat));
		return line.connection()
			.getNotifications()
			.map(Notification::getParameter)
			.doOnNext(hearing::heard)
			.takeUntilOther(execute(line.connection(), "LISTEN " + channel).timeout(SILENCE).thenMany(beats).then());
	}

	private Mono<Void> announce(String channel, String token) {
		return Mono.usingWhen(this.others.create(),
				(other) -> execute(other, "SELECT pg_notify('" + channel + "', '" + token + "')"), Connection::close);
	}

	private static Mono<Void> execute(Connection connection, String sql) {
		return Flux.from(connection.createStatement(sql).execute()).concatMap(Result::getRowsUpdated).then();
	}

	/**
	 * The connection that listens, with its lane.
	 *
	 * @param connection to the server
	 * @param lane where its work is done
	 */
	private record Line(PostgresqlConnection connection, Lane lane) {

		// The driver sends a farewell first, and a peer that does not read never receives
		// it.
		void close() {
			this.connection.close().timeout(BEAT).onErrorComplete().doFinally((signal) -> this.lane.cut()).subscribe();
		}

	}

	/**
	 * What was received on one connection.
	 */
	private static final class Hearing {

		// Not a UUID, since making one reads from the system.
		private final String token = TOKEN + Long.toHexString(ThreadLocalRandom.current().nextLong());

		private final Listener listener;

		/** Lets one line be logged for an outage of hours. */
		private final AtomicBoolean heard;

		private volatile boolean connected;

		Hearing(Listener listener, AtomicBoolean heard) {
			this.listener = listener;
			this.heard = heard;
		}

		// Enough announcements were sent for one to have arrived.
		boolean isUnheard(long beat) {
			return !this.connected && beat >= SILENCE.toSeconds();
		}

		void heard(String text) {
			if (text.equals(this.token)) {
				if (!this.connected) {
					this.connected = true;
					if (!this.heard.getAndSet(true)) {
						LOG.info("Changes by other instances are received again");
					}
					this.listener.connected();
				}
			}
			else if (!text.startsWith(TOKEN)) {
				this.listener.heard(text);
			}
		}

		void lost(Throwable failure) {
			if (this.heard.getAndSet(false)) {
				LOG.info("Changes by other instances are not received; paths are read from the database each time: {}",
						NestedExceptionUtils.getMostSpecificCause(failure).toString());
			}
			if (this.connected) {
				this.listener.lost();
			}
		}

	}

}
