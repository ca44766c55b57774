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
 * Listens to PostgreSQL's NOTIFY on a connection of its own. It counts as connected once
 * it has heard what was announced by another connection: behind a proxy that lends
 * connections by the transaction it never does. From then on it asks the server something
 * once a second, so that one that vanished without a word does not go unnoticed. Where
 * sessions are shared it does not listen: it could hear of one announcement by chance and
 * miss the next.
 */
public final class ListeningConnection implements Announcements {

	private static final Logger LOG = LoggerFactory.getLogger(ListeningConnection.class);

	private static final Duration BEAT = Duration.ofSeconds(1);

	/** How long it believes that it would hear. */
	private static final Duration SILENCE = Duration.ofSeconds(4);

	/** How an announcement begins that is only to be heard. */
	private static final String TOKEN = "heard? ";

	/** A server may accept a connection and say nothing more. */
	private static final Duration LONGEST_OPENING = Duration.ofSeconds(10);

	/** Short, because the pause is not reset when the connection is back. */
	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

	private final ConnectionFactory driver;

	private final Lanes lanes;

	private final ConnectionFactory others;

	private final Sessions sessions;

	/**
	 * Connects nowhere yet.
	 * @param driver opens the connection
	 * @param lanes where its work is done
	 * @param others lends another one to the same database
	 * @param sessions tells whether it has one of its own
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

	// It never completes: a connection that ends in good order is lost as well. Nobody
	// waits for its end, which of one that is dead may never come.
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

	// Whoever is not asking just then gets no notification; nothing here asks for fewer
	// than all.
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
	 * A connection that listens.
	 *
	 * @param connection to the server
	 * @param lane where its work is done
	 */
	private record Line(PostgresqlConnection connection, Lane lane) {

		// The driver says goodbye first, which a peer that does not read never hears.
		void close() {
			this.connection.close().timeout(BEAT).onErrorComplete().doFinally((signal) -> this.lane.cut()).subscribe();
		}

	}

	/**
	 * What is heard on one connection.
	 */
	private static final class Hearing {

		// Not a UUID, for which the system is asked.
		private final String token = TOKEN + Long.toHexString(ThreadLocalRandom.current().nextLong());

		private final Listener listener;

		/** So that a server that is gone for hours is told of once. */
		private final AtomicBoolean heard;

		private volatile boolean connected;

		Hearing(Listener listener, AtomicBoolean heard) {
			this.listener = listener;
			this.heard = heard;
		}

		// Announced often enough to have been heard.
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
