package dev.tintype.data.database;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import dev.tintype.data.pool.DatabasePool;
import dev.tintype.data.sql.LongWork;
import dev.tintype.testing.HangingPeer;
import dev.tintype.testing.TestDatabase;
import dev.tintype.web.http.Problems;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server that neither answers nor closes its connections.
 */
@EnabledIfSystemProperty(named = "tintype.test.database", matches = "postgresql")
class HangingDatabaseIntegrationTests extends PooledDatabase {

	private static final int MEGABYTES = 40;

	private HangingPeer peer;

	private DatabasePool impatient;

	private DatabaseClient through;

	@BeforeEach
	void connectThroughThePeer() throws IOException {
		this.peer = new HangingPeer(TestDatabase.create(this.directory));
		this.impatient = pool(properties(
				Map.of("url", this.peer.url(), "min-connections", 0, "max-connections", 1, "answer-timeout", "500ms")));
		this.through = DatabaseClient.create(this.impatient);
		StepVerifier.create(select("1")).expectNext(1).expectComplete().verify(LIMIT);
	}

	@AfterEach
	void closeThePeer() throws IOException {
		this.impatient.dispose();
		this.peer.close();
	}

	@Test
	void unansweredStatementFailsAndItsConnectionIsReplaced() throws Exception {
		this.peer.hang();
		StepVerifier.create(select("2")).expectErrorMatches(this::isUnavailable).verify(LIMIT);
		assertThat(this.peer.awaitClosed(1)).isTrue();
		StepVerifier.create(select("3")).expectNext(3).expectComplete().verify(LIMIT);
		assertThat(this.impatient.figures().size()).isEqualTo(1);
	}

	@Test
	void unansweredStatementOfTransactionFailsAsItself() {
		TransactionalOperator transaction = TransactionalOperator.create(new R2dbcTransactionManager(this.impatient));
		Mono<Integer> work = select("2").doOnNext((row) -> this.peer.hang()).then(select("3"));
		StepVerifier.create(transaction.transactional(work))
			.expectErrorMatches((failure) -> failure instanceof QueryTimeoutException && isUnavailable(failure)
					&& String.valueOf(failure.getMessage()).contains("SELECT 3"))
			.verify(LIMIT);
		StepVerifier.create(select("3")).expectNext(3).expectComplete().verify(LIMIT);
	}

	@Test
	void unansweredCommitFailsAndItsConnectionIsReplaced() throws Exception {
		TransactionalOperator transaction = TransactionalOperator.create(new R2dbcTransactionManager(this.impatient));
		Mono<Integer> work = select("2").doOnNext((row) -> this.peer.hang());
		StepVerifier.create(transaction.transactional(work)).expectErrorMatches(this::isUnavailable).verify(LIMIT);
		assertThat(this.peer.awaitClosed(1)).isTrue();
		StepVerifier.create(select("3")).expectNext(3).expectComplete().verify(LIMIT);
	}

	@Test
	void unansweredRollbackFailsAndItsConnectionIsReplaced() throws Exception {
		TransactionalOperator transaction = TransactionalOperator.create(new R2dbcTransactionManager(this.impatient));
		Mono<Integer> work = select("2").doOnNext((row) -> this.peer.hang())
			.then(Mono.error(new IllegalStateException("wrong")));
		StepVerifier.create(transaction.transactional(work)).expectErrorMatches(this::isUnavailable).verify(LIMIT);
		assertThat(this.peer.awaitClosed(1)).isTrue();
		StepVerifier.create(select("3")).expectNext(3).expectComplete().verify(LIMIT);
	}

	@Test
	void connectionIsClosedWhenPeerDoesNotReadStatement() throws Exception {
		this.peer.stopReading();
		StepVerifier
			.create(this.through.sql("SELECT length(CAST(:text AS text))")
				.bind("text", "x".repeat(MEGABYTES << 20))
				.mapValue(Integer.class)
				.one())
			.expectErrorMatches(this::isUnavailable)
			.verify(LIMIT);
		StepVerifier.create(select("3")).expectNext(3).expectComplete().verify(LIMIT);
		this.peer.readAgain();
		assertThat(this.peer.awaitClosed(1)).isTrue();
	}

	@Test
	void waitingCallersGetNextConnection() {
		this.peer.hang();
		Mono<String> hanging = select("2").map((row) -> "answer").onErrorReturn(this::isUnavailable, "unavailable");
		StepVerifier.create(Mono.zip(hanging, select("3"))).assertNext((both) -> {
			assertThat(both.getT1()).isEqualTo("unavailable");
			assertThat(both.getT2()).isEqualTo(3);
		}).expectComplete().verify(LIMIT);
		assertThat(this.impatient.figures().acquired()).isZero();
	}

	@Test
	void longWorkDoesNotCountAsHang() {
		Mono<Integer> slow = select("4 FROM pg_sleep(1.5)");
		StepVerifier.create(LongWork.of(slow)).expectNext(4).expectComplete().verify(LIMIT);
		assertThat(this.peer.opened()).isEqualTo(1);
		StepVerifier.create(slow).expectErrorMatches(this::isUnavailable).verify(LIMIT);
	}

	@Test
	void slowReaderDoesNotCountAsHang() {
		StepVerifier
			.create(this.through.sql("SELECT x FROM generate_series(1, 3) AS t(x)").mapValue(Integer.class).all(), 1)
			.expectNext(1)
			.thenAwait(Duration.ofMillis(1500))
			.thenRequest(2)
			.expectNext(2, 3)
			.expectComplete()
			.verify(LIMIT);
	}

	private boolean isUnavailable(Throwable failure) {
		return Problems.of(failure).getStatusCode().isSameCodeAs(HttpStatus.SERVICE_UNAVAILABLE);
	}

	private Mono<Integer> select(String what) {
		return this.through.sql("SELECT " + what).map((row) -> row.get(0, Integer.class)).one();
	}

}
