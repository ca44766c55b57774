package dev.tintype.data.database;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import dev.tintype.data.connection.DatabaseAddress;
import dev.tintype.data.connection.DatabaseProperties;
import dev.tintype.data.connection.DatabaseSettings;
import dev.tintype.data.connection.Drivers;
import dev.tintype.data.pool.DatabasePool;
import dev.tintype.data.pool.Sessions;
import dev.tintype.support.DataSettings;
import dev.tintype.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;
import reactor.test.StepVerifier;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.r2dbc.core.DatabaseClient;

/**
 * A pool of five connections to a database of its own.
 */
abstract class PooledDatabase {

	static final Duration LIMIT = Duration.ofSeconds(30);

	@TempDir
	Path directory;

	final LoopResources loops = Drivers.loops();

	DatabaseAddress address;

	private EmbeddedDatabase embedded;

	DatabasePool pool;

	DatabaseClient database;

	@BeforeEach
	void open() {
		DatabaseProperties properties = properties(
				Map.of("url", TestDatabase.create(this.directory), "max-connections", 5, "acquire-timeout", "20s"));
		this.address = DatabaseSettings.of(properties, new MockEnvironment(), new DataSettings(this.directory))
			.address();
		this.embedded = new EmbeddedDatabase(this.address);
		this.pool = pool(properties);
		this.database = DatabaseClient.create(this.pool);
	}

	@AfterEach
	void close() {
		this.pool.dispose();
		this.embedded.close();
		this.loops.dispose();
	}

	final Mono<Void> waitUntilNothingIsAcquired() {
		return Mono.fromSupplier(() -> this.pool.getMetrics().orElseThrow().acquiredSize())
			.filter((acquired) -> acquired == 0)
			.repeatWhenEmpty((attempts) -> attempts.delayElements(Duration.ofMillis(20)))
			.then();
	}

	final DatabasePool pool(DatabaseProperties properties) {
		DatabaseAddress meant = DatabaseSettings.of(properties, new MockEnvironment(), new DataSettings(this.directory))
			.address();
		Sessions sessions = new Sessions(properties.commandTimeout());
		return DatabasePool.of(Drivers.of(meant, properties, this.loops, sessions), Drivers.lanes(meant, this.loops),
				properties.pool(), sessions);
	}

	final void run(String sql) {
		StepVerifier.create(this.database.sql(sql).fetch().rowsUpdated().then()).expectComplete().verify(LIMIT);
	}

	final long number(String sql) {
		return Objects
			.requireNonNull(
					this.database.sql(sql).map((row) -> (Number) Objects.requireNonNull(row.get(0))).one().block(LIMIT))
			.longValue();
	}

	static DatabaseProperties properties(Map<String, Object> values) {
		MapConfigurationPropertySource source = new MapConfigurationPropertySource();
		values.forEach((name, value) -> source.put("tintype.db." + name, value));
		return new Binder(source).bindOrCreate("tintype.db", DatabaseProperties.class);
	}

}
