package dev.tintype.data.connection;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

import dev.tintype.data.lane.Channels;
import dev.tintype.data.lane.Lanes;
import dev.tintype.data.pool.Sessions;
import io.r2dbc.h2.H2ConnectionConfiguration;
import io.r2dbc.h2.H2ConnectionFactory;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.client.SSLNegotiation;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import org.jspecify.annotations.Nullable;
import org.postgresql.ssl.PGjdbcHostnameVerifier;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/**
 * Configures the drivers.
 */
public final class Drivers {

	private static final int CACHED_STATEMENTS = 256;

	private Drivers() {
	}

	/**
	 * Creates the event loops of all connections. Reactor Netty's own would run all
	 * database connections on the loop that opened them. Their number is odd, because
	 * reactor-netty takes two loops in turn for each connection and would use only one of
	 * two.
	 * @return at least one loop per core
	 */
	public static LoopResources loops() {
		int loops = Math.max(Runtime.getRuntime().availableProcessors(), 2) | 1;
		return LoopResources.create("tintype", LoopResources.DEFAULT_IO_SELECT_COUNT, loops, true, false);
	}

	/**
	 * Returns the driver of an address.
	 * @param address of the database
	 * @param properties have the time limits
	 * @param loops serve the connections to a server
	 * @param sessions tells for each new connection whether it has a separate session
	 * @return opens connections
	 */
	public static ConnectionFactory of(DatabaseAddress address, DatabaseProperties properties, LoopResources loops,
			Sessions sessions) {
		if (address instanceof DatabaseAddress.Postgresql server) {
			// Read once, since reading certificate files blocks.
			ServerTls tls = ServerTls.read(server.sslMode(), server.options());
			ConnectionFactory own = perConnection(
					(channels) -> new PostgresqlConnectionFactory(postgresql(server, properties, tls, channels)
						.preparedStatementCacheQueries(server.options().namedStatements(CACHED_STATEMENTS))
						.statementTimeout(properties.commandTimeout())
						.build()),
					loops);
			ConnectionFactory shared = perConnection(
					(channels) -> new PostgresqlConnectionFactory(
							postgresql(server, properties, tls, channels).preparedStatementCacheQueries(0).build()),
					loops);
			return new SwitchedDriver(own, shared, sessions);
		}
		return h2(address, properties);
	}

	/**
	 * Returns the lanes for the connections of an address.
	 * @param address of the database
	 * @param loops of its driver
	 * @return threads for H2, which blocks
	 */
	public static Lanes lanes(DatabaseAddress address, LoopResources loops) {
		return (address instanceof DatabaseAddress.Postgresql) ? Lanes.loops(loops) : Lanes.threads();
	}

	// A driver per connection, so that its channels belong to that connection.
	private static ConnectionFactory perConnection(Function<LoopResources, PostgresqlConnectionFactory> drivers,
			LoopResources loops) {
		PostgresqlConnectionFactory any = drivers.apply(loops);
		return new ConnectionFactory() {

			@Override
			public Mono<PostgresqlConnection> create() {
				return Mono.deferContextual((context) -> drivers.apply(Channels.of(context, loops)).create());
			}

			@Override
			public ConnectionFactoryMetadata getMetadata() {
				return any.getMetadata();
			}

		};
	}

	private static PostgresqlConnectionConfiguration.Builder postgresql(DatabaseAddress.Postgresql server,
			DatabaseProperties properties, @Nullable ServerTls tls, LoopResources loops) {
		UrlOptions options = server.options();
		PostgresqlConnectionConfiguration.Builder builder = PostgresqlConnectionConfiguration.builder()
			.host(server.host())
			.port(server.port())
			.database(server.name())
			.username(server.user())
			.password(server.password())
			.sslMode(server.sslMode().toDriver())
			.applicationName(options.applicationName())
			.connectTimeout(shorter(connectTimeout(options, properties), properties.acquireTimeout()))
			// A timestamp in text form costs more to read than all other columns of a
			// row.
			.forceBinary(true)
			.tcpKeepAlive(options.keepsAlive())
			.tcpNoDelay(true)
			.loopResources(loops);
		String searchPath = options.get(UrlOption.SEARCH_PATH);
		if (searchPath != null) {
			builder.schema(searchPath);
		}
		String line = options.get(UrlOption.SERVER_OPTIONS);
		if (line != null) {
			builder.options(Map.of("options", line));
		}
		return secure(builder, server, tls);
	}

	private static Duration connectTimeout(UrlOptions options, DatabaseProperties properties) {
		return (options.get(UrlOption.CONNECT_TIMEOUT) != null) ? options.connectTimeout()
				: properties.connectionTimeout();
	}

	private static PostgresqlConnectionConfiguration.Builder secure(PostgresqlConnectionConfiguration.Builder builder,
			DatabaseAddress.Postgresql server, @Nullable ServerTls tls) {
		if (tls != null) {
			builder.sslContextBuilderCustomizer(tls::apply)
				// The name that the user wrote, as in JDBC. The driver would ask the DNS
				// for the name of an address.
				.sslHostnameVerifier((name, session) -> PGjdbcHostnameVerifier.INSTANCE.verify(server.host(), session));
		}
		if ("direct".equals(server.options().get(UrlOption.SSL_NEGOTIATION))) {
			builder.sslNegotiation(SSLNegotiation.DIRECT);
		}
		return builder;
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
