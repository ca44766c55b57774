package dev.tintype.data.replica;

import java.util.function.Supplier;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.R2dbcTransientResourceException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Opens connections to a copy that is at least where it was last seen. One that was
 * restarted may answer from before that for a while; connections that are open already
 * cannot be to such a one.
 */
final class MonotonicConnectionFactory implements ConnectionFactory {

	private static final String REPLAYED = "/* askReplayed */ SELECT CAST(pg_last_wal_replay_lsn() AS text)";

	private final ConnectionFactory driver;

	private final Supplier<Lsn> seen;

	MonotonicConnectionFactory(ConnectionFactory driver, Supplier<Lsn> seen) {
		this.driver = driver;
		this.seen = seen;
	}

	@Override
	public Mono<Connection> create() {
		return Mono.<Connection>from(this.driver.create())
			.flatMap((connection) -> check(connection, this.seen.get())
				.onErrorResume((ex) -> Mono.from(connection.close()).onErrorComplete().then(Mono.error(ex)))
				.thenReturn(connection));
	}

	// What was seen before the question; meanwhile it may be seen to be further.
	private static Mono<Lsn> check(Connection connection, Lsn least) {
		return replayed(connection).filter((replayed) -> replayed.reaches(least))
			.switchIfEmpty(Mono.error(MonotonicConnectionFactory::isBehind));
	}

	private static Mono<Lsn> replayed(Connection connection) {
		return Flux.from(connection.createStatement(REPLAYED).execute()).concatMap((result) -> result.map((row) -> {
			String text = row.get(0, String.class);
			return (text != null) ? Lsn.parse(text) : Lsn.NONE;
		})).single();
	}

	private static R2dbcTransientResourceException isBehind() {
		return new R2dbcTransientResourceException("The replica is not yet where it was", "08004");
	}

	@Override
	public ConnectionFactoryMetadata getMetadata() {
		return this.driver.getMetadata();
	}

}
