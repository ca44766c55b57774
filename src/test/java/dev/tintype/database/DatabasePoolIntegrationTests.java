package dev.tintype.database;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import dev.tintype.pool.DatabasePool;
import dev.tintype.pool.Lane;
import dev.tintype.support.DataSettings;
import dev.tintype.testing.TestDatabase;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;
import reactor.test.StepVerifier;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.health.contributor.Status;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

import static org.assertj.core.api.Assertions.assertThat;

class DatabasePoolIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final String MANY_ROWS = "SELECT x, 'some text that takes room' FROM generate_series(1, 5000) AS t(x)";

	@TempDir
	private Path directory;

	private final LoopResources loops = Drivers.loops();

	private DatabaseAddress address;

	private EmbeddedDatabase embedded;

	private DatabasePool pool;

	private DatabaseClient database;

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

	@Test
	@EnabledIfSystemProperty(named = "tintype.test.database", matches = "h2")
	void rowsAreMappedInTheLaneOfTheirConnectionAndNotWhereTheyAreAskedFor() {
		Scheduler eventLoop = Schedulers.newParallel("loop", 1);
		Flux<String> threads = this.database.sql("SELECT x FROM generate_series(1, 700) AS t(x)")
			.map((row) -> Thread.currentThread().getName())
			.all()
			.publishOn(eventLoop, 16)
			.subscribeOn(eventLoop)
			.doFinally((signal) -> eventLoop.dispose());
		StepVerifier.create(threads.collectList())
			.assertNext((names) -> assertThat(names).hasSize(700).allMatch((name) -> name.startsWith("h2-")))
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	@EnabledIfSystemProperty(named = "tintype.test.database", matches = "postgresql")
	void connectionsAreSpreadOverTheLoops() {
		Mono<Long> threads = Flux.range(1, 5)
			.flatMap((number) -> this.database.sql("SELECT pg_sleep(0.1)")
				.map((row) -> Thread.currentThread().getName())
				.one(), 5)
			.filter((name) -> name.startsWith("postgresql-"))
			.distinct()
			.count();
		StepVerifier.create(threads).expectNextMatches((count) -> count > 1).expectComplete().verify(LIMIT);
	}

	@Test
	void twoTransactionsOnOneRowFromOneThreadBothCommit() {
		run("CREATE TABLE counter (id integer PRIMARY KEY, uses integer)");
		run("INSERT INTO counter VALUES (1, 0)");
		Scheduler eventLoop = Schedulers.newParallel("loop", 1);
		TransactionalOperator transaction = TransactionalOperator.create(new R2dbcTransactionManager(this.pool));
		Mono<Void> increment = this.database.sql("UPDATE counter SET uses = uses + 1 WHERE id = 1")
			.fetch()
			.rowsUpdated()
			.delayElement(Duration.ofMillis(100), eventLoop)
			.then()
			.as(transaction::transactional)
			.subscribeOn(eventLoop);
		StepVerifier.create(Mono.when(increment, increment).doFinally((signal) -> eventLoop.dispose()))
			.expectComplete()
			.verify(LIMIT);
		assertThat(number("SELECT uses FROM counter")).isEqualTo(2);
	}

	/**
	 * Readers that take a few rows at a time and hang up in the middle. Without a
	 * question to each connection that they leave, r2dbc-postgresql 1.1.1 answers 0 of 20
	 * after two such rounds.
	 */
	@Test
	void queriesAreAnsweredAfterStormsOfCancelledOnes() {
		Random random = new Random(7);
		Flux<Object> storm = Flux.range(1, 100)
			.flatMap((number) -> this.database.sql(MANY_ROWS)
				.map((row) -> Objects.requireNonNull(row.get(0)))
				.all()
				.publishOn(Schedulers.parallel(), 16)
				.take(Duration.ofMillis(random.nextInt(25))), 20);
		StepVerifier.create(storm.then()).expectComplete().verify(LIMIT);
		Mono<Long> answers = Flux.range(1, 20)
			.flatMap((number) -> this.database.sql("SELECT 1").mapValue(Integer.class).one(), 20)
			.count();
		StepVerifier.create(answers).expectNext(20L).expectComplete().verify(LIMIT);
		StepVerifier.create(waitUntilNothingIsAcquired()).expectComplete().verify(LIMIT);
	}

	@Test
	void cancelledTransactionsLeaveNothingBehind() {
		run("CREATE TABLE counter (id integer PRIMARY KEY, uses integer)");
		TransactionalOperator transaction = TransactionalOperator.create(new R2dbcTransactionManager(this.pool));
		Flux<Object> cancelled = Flux.range(1, 100)
			.flatMap((number) -> this.database.sql("INSERT INTO counter VALUES (" + number + ", 0)")
				.fetch()
				.rowsUpdated()
				.thenMany(Flux.<Object>just(1).concatWith(Mono.never()))
				.as(transaction::transactional)
				.take(1), 20);
		StepVerifier.create(cancelled.then()).expectComplete().verify(LIMIT);
		StepVerifier.create(waitUntilNothingIsAcquired()).expectComplete().verify(LIMIT);
		assertThat(number("SELECT count(*) FROM counter")).isZero();
	}

	@Test
	void exhaustedPoolEndsTheWait() {
		DatabasePool small = pool(properties(
				Map.of("url", TestDatabase.create(this.directory), "max-connections", 1, "acquire-timeout", "100ms")));
		Mono<Void> second = Mono.usingWhen(small.create(), (first) -> Mono.from(small.create()).then(),
				Connection::close);
		StepVerifier.create(second).expectError(R2dbcTimeoutException.class).verify(LIMIT);
		DatabaseHealthIndicator health = new DatabaseHealthIndicator(new DatabaseProbe(small, this.address, null));
		Mono<Status> busy = Mono.usingWhen(small.create(),
				(first) -> health.health().map((judged) -> judged.getStatus()), Connection::close);
		StepVerifier.create(busy).expectNext(Status.UP).expectComplete().verify(LIMIT);
		small.dispose();
	}

	@Test
	void unreachableDatabaseIsUnhealthy() {
		DatabaseAddress nowhere = new DatabaseAddress.Postgresql("127.0.0.1", 1, "n", "u", "canary", SslMode.DISABLE);
		DatabaseProperties properties = properties(Map.of("acquire-timeout", "1s"));
		DatabasePool closed = DatabasePool.of(Drivers.of(nowhere, properties, this.loops), Lane::open,
				properties.pool());
		StepVerifier.create(new DatabaseHealthIndicator(new DatabaseProbe(closed, nowhere, null)).health())
			.assertNext((health) -> {
				assertThat(health.getStatus()).isEqualTo(Status.DOWN);
				assertThat(health.getDetails().toString()).contains("127.0.0.1:1/n").doesNotContain("canary");
			})
			.expectComplete()
			.verify(LIMIT);
		closed.dispose();
	}

	@Test
	@EnabledIfSystemProperty(named = "tintype.test.database", matches = "postgresql")
	void connectionsThatTheServerClosedAreReplaced() {
		StepVerifier.create(this.pool.warmup()
			.then(Mono.defer(() -> Flux.range(0, 5)
				.flatMap((number) -> this.database.sql("SELECT pg_sleep(0.05)").fetch().rowsUpdated(), 5)
				.then())))
			.expectComplete()
			.verify(LIMIT);
		run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()");
		Mono<Long> answers = Flux.range(1, 20)
			.concatMap((number) -> this.database.sql("SELECT 1").mapValue(Integer.class).one())
			.count();
		StepVerifier.create(answers).expectNext(20L).expectComplete().verify(LIMIT);
	}

	@Test
	void statementsEndAtTheCommandTimeout() {
		DatabasePool impatient = pool(
				properties(Map.of("url", TestDatabase.create(this.directory), "command-timeout", "200ms")));
		Mono<Void> endless = DatabaseClient.create(impatient)
			.sql("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 100000000) SELECT count(*) FROM n")
			.fetch()
			.all()
			.then();
		StepVerifier.create(endless).expectError().verify(LIMIT);
		impatient.dispose();
	}

	private Mono<Void> waitUntilNothingIsAcquired() {
		return Mono.fromSupplier(() -> this.pool.getMetrics().orElseThrow().acquiredSize())
			.filter((acquired) -> acquired == 0)
			.repeatWhenEmpty((attempts) -> attempts.delayElements(Duration.ofMillis(20)))
			.then();
	}

	private DatabasePool pool(DatabaseProperties properties) {
		DatabaseAddress meant = DatabaseSettings.of(properties, new MockEnvironment(), new DataSettings(this.directory))
			.address();
		return DatabasePool.of(Drivers.of(meant, properties, this.loops),
				meant.dialect().choose(Lane::ofItsOwn, Lane::open), properties.pool());
	}

	private void run(String sql) {
		StepVerifier.create(this.database.sql(sql).fetch().rowsUpdated().then()).expectComplete().verify(LIMIT);
	}

	private long number(String sql) {
		return Objects
			.requireNonNull(
					this.database.sql(sql).map((row) -> (Number) Objects.requireNonNull(row.get(0))).one().block(LIMIT))
			.longValue();
	}

	private static DatabaseProperties properties(Map<String, Object> values) {
		MapConfigurationPropertySource source = new MapConfigurationPropertySource();
		values.forEach((name, value) -> source.put("tintype.db." + name, value));
		return new Binder(source).bindOrCreate("tintype.db", DatabaseProperties.class);
	}

}
