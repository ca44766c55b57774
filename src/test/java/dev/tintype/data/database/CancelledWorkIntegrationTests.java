package dev.tintype.data.database;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import io.r2dbc.spi.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Work on connections that is cancelled before its end.
 */
class CancelledWorkIntegrationTests extends PooledDatabase {

	private static final String MANY_ROWS = "SELECT x, 'some text that takes room' FROM generate_series(1, 5000) AS t(x)";

	/**
	 * Readers that take a few rows at a time and hang up in the middle or before the
	 * first row. Without the lanes, r2dbc-postgresql 1.1.1 answers 0 of 20 queries after
	 * two such rounds. It keeps a connection for a result that nobody reads, and confuses
	 * answers when two threads request rows.
	 */
	@Test
	void queriesSucceedAfterManyCancelledOnes() {
		Random random = new Random(7);
		Set<Object> before = connections();
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
		assertThat(connections()).isEqualTo(before);
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
	void onlyResultIsReadAfterItsStatementIsCancelled() {
		Mono<Long> rows = Mono.usingWhen(this.pool.create(),
				(connection) -> Mono.from(connection.createStatement(MANY_ROWS).execute())
					.flatMap((result) -> Flux.from(result.map((row) -> 1)).count()),
				Connection::close);
		StepVerifier.create(rows).expectNext(5000L).expectComplete().verify(LIMIT);
	}

	@Test
	@EnabledIfSystemProperty(named = "tintype.test.database", matches = "postgresql")
	void readersThatCancelBeforeFirstRowCostNoConnection() {
		Set<Object> before = connections();
		Flux<Object> impatient = Flux.range(1, 5)
			.flatMap((number) -> this.database
				.sql("SELECT x, 'some text that takes room' FROM pg_sleep(0.2), generate_series(1, 5000) AS t(x)")
				.map((row) -> Objects.requireNonNull(row.get(0)))
				.all()
				.take(Duration.ofMillis(50)), 5);
		StepVerifier.create(impatient).expectComplete().verify(LIMIT);
		StepVerifier.create(waitUntilNothingIsAcquired()).expectComplete().verify(LIMIT);
		assertThat(connections()).isEqualTo(before);
	}

	/**
	 * If nobody reads a result, the driver would let the rollback wait.
	 */
	@Test
	void rollbackDoesNotWaitForReaderOfResult() {
		Mono<Object> rolledBack = Mono.usingWhen(this.pool.create(),
				(connection) -> Mono.from(connection.beginTransaction())
					.then(Mono.from(connection.createStatement(MANY_ROWS).execute()))
					.flatMap((unread) -> Mono.from(connection.rollbackTransaction()).thenReturn(1)),
				Connection::close);
		StepVerifier.create(rolledBack).expectNext(1).expectComplete().verify(LIMIT);
	}

	// All five connections, by their numbers in the database.
	private Set<Object> connections() {
		String number = "SELECT " + this.address.dialect().choose("SESSION_ID()", "pg_backend_pid()");
		Mono<List<Connection>> all = Flux.range(1, 5).flatMap((each) -> this.pool.create(), 5).collectList();
		return Objects.requireNonNull(Mono.usingWhen(all,
				(open) -> Flux.fromIterable(open)
					.concatMap((connection) -> connection.createStatement(number).execute())
					.concatMap((result) -> result.map((row) -> Objects.requireNonNull(row.get(0))))
					.collect(Collectors.<Object>toSet()),
				(open) -> Flux.fromIterable(open).concatMap(Connection::close).then())
			.block(LIMIT));
	}

}
