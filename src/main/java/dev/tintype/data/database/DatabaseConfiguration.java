package dev.tintype.data.database;

import dev.tintype.data.connection.DatabaseAddress;
import dev.tintype.data.connection.DatabaseProperties;
import dev.tintype.data.connection.DatabaseSettings;
import dev.tintype.data.connection.Drivers;
import dev.tintype.data.connection.LoopbackServer;
import dev.tintype.data.pool.DatabasePool;
import dev.tintype.data.pool.ListeningConnection;
import dev.tintype.data.pool.PoolSettings;
import dev.tintype.data.pool.Sessions;
import dev.tintype.data.replica.Replicas;
import dev.tintype.data.sql.Announcements;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Retries;
import dev.tintype.data.sql.SqlLog;
import dev.tintype.support.DataSettings;
import dev.tintype.support.ServiceOnly;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.resources.LoopResources;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * Connects the service to its database.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

	private static final Logger LOG = LoggerFactory.getLogger(DatabaseConfiguration.class);

	@Bean
	DatabaseSettings databaseSettings(DatabaseProperties properties, ConfigurableEnvironment environment,
			DataSettings data) {
		DatabaseSettings settings = DatabaseSettings.of(properties, environment, data);
		if (settings.replacesSqlite()) {
			LOG.warn("SQLite is not supported; H2 is used instead: {}", settings.address());
		}
		if (settings.address() instanceof DatabaseAddress.Postgresql server
				&& !server.options().withoutEffect().isEmpty()) {
			LOG.warn("Options of the database's URL that have no effect: {}", server.options().withoutEffect());
		}
		return isCommand(environment) ? settings.forCommand() : settings;
	}

	private static boolean isCommand(Environment environment) {
		return environment.getProperty(DatabaseAccess.COMMAND, boolean.class, false);
	}

	@Bean
	Dialect dialect(DatabaseSettings settings) {
		return settings.address().dialect();
	}

	/**
	 * Closes the embedded database. The pool depends on this bean, and so is closed
	 * before it.
	 * @return closes H2
	 */
	@Bean
	EmbeddedDatabase embeddedDatabase(DatabaseSettings settings) {
		return new EmbeddedDatabase(settings.address());
	}

	/**
	 * The event loops of all connections, of clients and to the database. With separate
	 * threads, every response would change threads twice. More threads than cores would
	 * also keep the compiler waiting.
	 * @return stops them when the pool is closed
	 */
	@Bean(destroyMethod = "dispose")
	LoopResources eventLoops() {
		return Drivers.loops();
	}

	/**
	 * Knows whether connections to the database have separate sessions.
	 * @param properties have the time limit of statements
	 * @return not shared until the database is reached
	 */
	@Bean
	Sessions sessions(DatabaseProperties properties) {
		return new Sessions(properties.commandTimeout());
	}

	@Bean(destroyMethod = "dispose")
	DatabasePool connectionFactory(DatabaseSettings settings, DatabaseProperties properties, LoopResources eventLoops,
			EmbeddedDatabase embedded, Sessions sessions, Retries retries, Environment environment) {
		DatabaseAddress address = settings.address();
		PoolSettings limits = properties.pool();
		DatabasePool pool = DatabasePool.of(Drivers.of(address, properties, eventLoops, sessions),
				Drivers.lanes(address, eventLoops), isCommand(environment) ? limits.forCommand() : limits, sessions);
		pool.onAnswer(retries.outage()::end);
		return pool;
	}

	/**
	 * Runs transactions without Boot's proxies, which a start would have to make (ADR
	 * 36).
	 * @param pool lends a connection to each transaction
	 * @return for {@link dev.tintype.data.sql.Transactions}
	 */
	@Bean
	TransactionalOperator transactionalOperator(DatabasePool pool) {
		return TransactionalOperator.create(new R2dbcTransactionManager(pool));
	}

	/**
	 * Receives announcements of other users of the database.
	 * @param properties have the time limits
	 * @param eventLoops serve its connection
	 * @param pool lends another connection
	 * @param sessions tells whether its connection would have a separate session
	 * @return receives nothing with H2, which has no other users
	 */
	@Bean
	Announcements announcements(DatabaseSettings settings, DatabaseProperties properties, LoopResources eventLoops,
			DatabasePool pool, Sessions sessions) {
		DatabaseAddress address = settings.address();
		return (address.dialect() == Dialect.POSTGRESQL)
				? new ListeningConnection(Drivers.of(address, properties, eventLoops, sessions),
						Drivers.lanes(address, eventLoops), pool, sessions)
				: Announcements.NONE;
	}

	@Bean
	SqlLog sqlLog(DatabaseProperties properties) {
		return new SqlLog(properties.logSql());
	}

	@Bean
	DatabaseProbe databaseProbe(DatabasePool pool, DatabaseSettings settings, ObjectProvider<Replicas> replicas,
			Retries retries) {
		return new DatabaseProbe(pool, settings.address(), replicas.getIfAvailable(), retries);
	}

	/**
	 * Watches the disk of the embedded database.
	 * @param properties say how much space must be free
	 * @param retries refuse writes when less is free
	 * @return null for a database that is not a file
	 */
	@Bean
	@ServiceOnly
	@Nullable FreeSpace freeSpace(DatabaseSettings settings, DatabaseProperties properties, Retries retries) {
		return (settings.address() instanceof DatabaseAddress.H2File own)
				? new FreeSpace(own.file(), properties.minFreeSpace(), retries.room()) : null;
	}

	/**
	 * Lets commands use the embedded database while the service holds it.
	 * @return listens when the service is ready
	 */
	@Bean
	@ServiceOnly
	LoopbackServer loopbackServer(DatabaseSettings settings, EmbeddedDatabase embedded) {
		return new LoopbackServer(settings.address());
	}

	@Bean
	DatabaseReach databaseReach(DatabaseSettings settings, DatabaseProperties properties, EmbeddedDatabase embedded,
			Sessions sessions) {
		return new DatabaseReach(settings.address(), properties.connectionTimeout(), embedded, sessions);
	}

	@Bean
	DatabaseAccess databaseAccess(DatabaseSettings settings, DatabaseReach reach, Flyway flyway, Sessions sessions) {
		return new DatabaseAccess(settings.address(), reach, flyway, sessions);
	}

	@Bean
	@ServiceOnly
	StartLine startLine(DatabaseSettings settings) {
		return new StartLine(settings.address());
	}

	@Bean
	MigrationConnection flywayConnectionDetails(DatabaseSettings settings) {
		return new MigrationConnection(settings.address());
	}

	/**
	 * Sets the folder of migrations. Boot's own {@code {vendor}} connects to find the
	 * kind of the database, before anything can report that it is missing. Migrations of
	 * a later release are ignored here, and judged by {@link SchemaUpdate}.
	 * @param connection runs them
	 * @return configures Flyway
	 */
	@Bean
	@Order(0)
	FlywayConfigurationCustomizer migrationSettings(Dialect dialect, MigrationConnection connection) {
		return (configuration) -> configuration
			.locations("classpath:db/migration/" + dialect.choose("h2", "postgresql"))
			.dataSource(connection.dataSource())
			.callbacks(new ExtensionPath(dialect))
			.ignoreMigrationPatterns("*:future");
	}

	@Bean
	FlywayMigrationStrategy reachThenMigrate(DatabaseSettings settings, DatabaseProperties properties,
			DatabaseReach reach, DatabasePool pool) {
		return (flyway) -> {
			reach.await(flyway.getConfiguration().getDataSource());
			if (settings.address() instanceof DatabaseAddress.Postgresql server) {
				new ReactiveCheck(server, pool).run(properties.connectionTimeout());
			}
			new SchemaUpdate(settings.address()).run(flyway);
		};
	}

}
