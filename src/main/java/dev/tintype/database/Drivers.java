package dev.tintype.database;

import java.time.Duration;

import dev.tintype.pool.Channels;
import dev.tintype.pool.Lanes;
import io.r2dbc.h2.H2ConnectionConfiguration;
import io.r2dbc.h2.H2ConnectionFactory;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/**
 * Sets the drivers up.
 */
final class Drivers {

	private static final int CACHED_STATEMENTS = 256;

	private Drivers() {
	}

	/**
	 * The loops of all connections. Reactor Netty's own would take all connections to the
	 * database to the one loop that opened them. Their number is odd because
	 * reactor-netty takes two from the circle for each connection: of two loops it would
	 * use one.
	 * @return at least one a core
	 */
	static LoopResources loops() {
		int loops = Math.max(Runtime.getRuntime().availableProcessors(), 2) | 1;
		return LoopResources.create("tintype", LoopResources.DEFAULT_IO_SELECT_COUNT, loops, true, false);
	}

	/**
	 * The driver of an address.
	 * @param address of the database
	 * @param properties have the time limits
	 * @param loops on which connections to a server run
	 * @return opens connections
	 */
	static ConnectionFactory of(DatabaseAddress address, DatabaseProperties properties, LoopResources loops) {
		if (address instanceof DatabaseAddress.Postgresql server) {
			return postgresql(server, properties, loops);
		}
		return h2(address, properties);
	}

	/**
	 * Where the connections of an address do their work.
	 * @param address of the database
	 * @param loops those that its driver was given
	 * @return threads for H2, which blocks
	 */
	static Lanes lanes(DatabaseAddress address, LoopResources loops) {
		return (address instanceof DatabaseAddress.Postgresql)
				? Lanes.loops(loops) : Lanes.threads();
	}

	// A driver for each connection: the channels that it opens are those of the connection.
	private static ConnectionFactory postgresql(DatabaseAddress.Postgresql server, DatabaseProperties properties,
			LoopResources loops) {
		PostgresqlConnectionFactory any = driver(server, properties, loops);
		return new ConnectionFactory() {

			@Override
			public Mono<PostgresqlConnection> create() {
				return Mono
					.deferContextual((context) -> driver(server, properties, Channels.of(context, loops)).create());
			}

			@Override
			public ConnectionFactoryMetadata getMetadata() {
				return any.getMetadata();
			}

		};
	}

	private static PostgresqlConnectionFactory driver(DatabaseAddress.Postgresql server, DatabaseProperties properties,
			LoopResources loops) {
		return new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
			.host(server.host())
			.port(server.port())
			.database(server.name())
			.username(server.user())
			.password(server.password())
			.sslMode(server.sslMode().toDriver())
			.applicationName("tintype")
			.connectTimeout(shorter(properties.connectionTimeout(), properties.acquireTimeout()))
			.statementTimeout(properties.commandTimeout())
			.preparedStatementCacheQueries(CACHED_STATEMENTS)
			// As text a timestamp alone costs more to read than all other columns of a
			// row.
			.forceBinary(true)
			.tcpKeepAlive(true)
			.tcpNoDelay(true)
			.loopResources(loops)
			.build());
	}

	private static ConnectionFactory h2(DatabaseAddress address, DatabaseProperties properties) {
		return new H2ConnectionFactory(H2ConnectionConfiguration.builder()
			.url(address.jdbcUrl().substring("jdbc:h2:".length()))
			.option("QUERY_TIMEOUT=" + properties.commandTimeout().toMillis())
			.username(H2Options.USER)
			.password(H2Options.PASSWORD)
			.build());
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

}
