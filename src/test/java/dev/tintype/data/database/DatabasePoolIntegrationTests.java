package dev.tintype.data.database;

import java.time.Duration;
import java.util.Map;

import dev.tintype.data.connection.DatabaseAddress;
import dev.tintype.data.connection.DatabaseProperties;
import dev.tintype.data.connection.Drivers;
import dev.tintype.data.connection.SslMode;
import dev.tintype.data.pool.DatabasePool;
import dev.tintype.data.pool.Sessions;
import dev.tintype.data.sql.Retries;
import dev.tintype.operation.status.DatabaseHealthIndicator;
import dev.tintype.testing.TestDatabase;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import org.springframework.boot.health.contributor.Status;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

import static org.assertj.core.api.Assertions.assertThat;

class DatabasePoolIntegrationTests extends PooledDatabase {

	@Test
	@EnabledIfSystemProperty(named = "tintype.test.database", matches = "h2")
	void rowsAreMappedInLaneOfTheirConnection() {
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
	void connectionsAreSpreadOverLoops() {
		Mono<Long> threads = Flux.range(1, 5)
			.flatMap((number) -> this.database.sql("SELECT pg_sleep(0.1)")
				.map((row) -> Thread.currentThread().getName())
				.one(), 5)
			.filter((name) -> name.startsWith("tintype-"))
			.distinct()
			.count();
		StepVerifier.create(threads).expectNextMatches((count) -> count > 1).expectComplete().verify(LIMIT);
	}

	@Test
	void twoTransactionsFromOneThreadBothUpdateSameRow() {
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

	@Test
	void exhaustedPoolFailsWaitingRequest() {
		DatabasePool small = pool(properties(
				Map.of("url", TestDatabase.create(this.directory), "max-connections", 1, "acquire-timeout", "100ms")));
		Mono<Void> second = Mono.usingWhen(small.create(), (first) -> Mono.from(small.create()).then(),
				Connection::close);
		StepVerifier.create(second).expectError(R2dbcTimeoutException.class).verify(LIMIT);
		DatabaseHealthIndicator health = new DatabaseHealthIndicator(
				new DatabaseProbe(small, this.address, null, new Retries()));
		Mono<Status> busy = Mono.usingWhen(small.create(),
				(first) -> health.health().map((judged) -> judged.getStatus()), Connection::close);
		StepVerifier.create(busy).expectNext(Status.UP).expectComplete().verify(LIMIT);
		small.dispose();
	}

	@Test
	void unreachableDatabaseIsUnhealthy() {
		DatabaseAddress nowhere = new DatabaseAddress.Postgresql("127.0.0.1", 1, "n", "u", "canary", SslMode.DISABLE);
		DatabaseProperties properties = properties(Map.of("acquire-timeout", "1s"));
		DatabasePool closed = DatabasePool.of(Drivers.of(nowhere, properties, this.loops, new Sessions()),
				Drivers.lanes(nowhere, this.loops), properties.pool());
		StepVerifier
			.create(new DatabaseHealthIndicator(new DatabaseProbe(closed, nowhere, null, new Retries())).health())
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
	void poolReplacesConnectionsThatServerClosed() {
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
	void statementsEndAtCommandTimeout() {
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

}
