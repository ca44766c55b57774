package dev.tintype.data.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.tintype.testing.Callers;
import io.r2dbc.spi.R2dbcException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.transaction.reactive.TransactionCallback;
import org.springframework.transaction.reactive.TransactionalOperator;

import static org.assertj.core.api.Assertions.assertThat;

class TransactionsTests {

	private final CountingOperator operator = new CountingOperator();

	private final Transactions transactions = transactions(Dialect.POSTGRESQL);

	private final AtomicInteger runs = new AtomicInteger();

	@ParameterizedTest
	@ValueSource(strings = { "40001", "40P01", "23505" })
	void transactionIsRetriedAfterConflict(String state) {
		StepVerifier.create(this.transactions.run(failing(2, state))).expectNext("done").verifyComplete();
		assertThat(this.runs).hasValue(3);
		assertThat(this.operator.begun).hasValue(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "40001", "40P01", "23505" })
	void singleStatementIsRetriedAfterConflict(String state) {
		StepVerifier.create(this.transactions.runSingle(failing(2, state))).expectNext("done").verifyComplete();
		assertThat(this.runs).hasValue(3);
		assertThat(this.operator.begun).hasValue(0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "23503", "42601", "53100", "40002", "57014" })
	void otherFailureIsNotRetried(String state) {
		StepVerifier.create(this.transactions.run(failing(1, state))).verifyError(ConcurrencyFailureException.class);
		assertThat(this.runs).hasValue(1);
	}

	@Test
	void failureOutsideDatabaseIsNotRetried() {
		Mono<String> work = Mono.error(() -> {
			this.runs.incrementAndGet();
			return new IllegalStateException("40001");
		});
		StepVerifier.create(this.transactions.run(work)).verifyError(IllegalStateException.class);
		assertThat(this.runs).hasValue(1);
	}

	@Test
	void retriesOfLastingConflictEnd() {
		StepVerifier.create(this.transactions.run(failing(Integer.MAX_VALUE, "40001")))
			.verifyError(ConcurrencyFailureException.class);
		assertThat(this.runs).hasValue(6);
	}

	@Test
	void innerWorkJoinsAndIsRetriedOnlyWithWholeTransaction() {
		AtomicInteger outer = new AtomicInteger();
		Mono<String> work = Mono.defer(() -> {
			outer.incrementAndGet();
			return this.transactions.run(this.transactions.runSingle(failing(1, "40001")));
		});
		StepVerifier.create(this.transactions.run(work)).expectNext("done").verifyComplete();
		assertThat(outer).hasValue(2);
		assertThat(this.runs).hasValue(2);
		assertThat(this.operator.begun).hasValue(2);
	}

	@Test
	void transactionIsActiveOnlyInside() {
		Mono<Boolean> active = Mono.deferContextual((context) -> Mono.just(Transactions.isActive(context)));
		StepVerifier.create(this.transactions.run(active)).expectNext(true).verifyComplete();
		StepVerifier.create(this.transactions.runSingle(active)).expectNext(false).verifyComplete();
		StepVerifier.create(active).expectNext(false).verifyComplete();
	}

	@ParameterizedTest
	@EnumSource
	void h2RunsOneWriterAtATimeWhileOthersRead(Dialect dialect) {
		Transactions on = transactions(dialect);
		Sinks.One<String> first = Sinks.one();
		List<String> done = Collections.synchronizedList(new ArrayList<>());
		on.run(on.runSingle(first.asMono())).subscribe(done::add);
		on.runSingle(Mono.just("second")).subscribe(done::add);
		on.run(Mono.just("third")).subscribe(done::add);
		on.runReading(Mono.just("read")).subscribe(done::add);
		assertThat(done).isEqualTo((dialect == Dialect.H2) ? List.of("read") : List.of("second", "third", "read"));
		first.tryEmitValue("first");
		Callers.await(() -> done.size() == 4);
		assertThat(done).isEqualTo((dialect == Dialect.H2) ? List.of("read", "first", "second", "third")
				: List.of("second", "third", "read", "first"));
	}

	private Transactions transactions(Dialect dialect) {
		return new Transactions(this.operator, new Retries(), dialect,
				new StaticListableBeanFactory().getBeanProvider(Replication.class));
	}

	private Mono<String> failing(int times, String state) {
		return Mono.defer(() -> (this.runs.incrementAndGet() <= times)
				? Mono.error(new ConcurrencyFailureException("lost", new Lost(state))) : Mono.just("done"));
	}

	private static final class Lost extends R2dbcException {

		private static final long serialVersionUID = 1L;

		Lost(String state) {
			super("lost", state);
		}

	}

	/** Pretends to begin transactions. */
	private static final class CountingOperator implements TransactionalOperator {

		private final AtomicInteger begun = new AtomicInteger();

		@Override
		public <T> Mono<T> transactional(Mono<T> mono) {
			return Mono.defer(() -> {
				this.begun.incrementAndGet();
				return mono;
			});
		}

		@Override
		public <T> Flux<T> execute(TransactionCallback<T> action) {
			throw new UnsupportedOperationException("not used");
		}

	}

}
