package dev.tintype.data.replica;

import java.util.function.Supplier;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.R2dbcTransientResourceException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Opens connections to a replica only if it has reached the position that it was last
 * seen at. A restarted replica may answer from an earlier position for a while.
 * Connections that are already open cannot lead to such a replica.
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

	// The position as seen before the question; the replica may be seen further
	// meanwhile.
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
		return new R2dbcTransientResourceException("The replica has not yet reached its last known position", "08004");
	}

	@Override
	public ConnectionFactoryMetadata getMetadata() {
		return this.driver.getMetadata();
	}

}
