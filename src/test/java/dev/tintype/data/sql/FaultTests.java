package dev.tintype.data.sql;

import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.reactive.TransactionCallback;
import org.springframework.transaction.reactive.TransactionalOperator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Connections that fail during a transaction, in virtual time.
 */
@ExtendWith(OutputCaptureExtension.class)
class FaultTests {

	private static final Duration USUAL = Duration.ofSeconds(5);

	private final AtomicInteger runs = new AtomicInteger();

	private final Committing operator = new Committing();

	private final Transactions transactions = new Transactions(this.operator, new Retries(), Dialect.POSTGRESQL,
			new StaticListableBeanFactory().getBeanProvider(Replication.class));

	@ParameterizedTest
	@ValueSource(strings = { "08006", "53300", "57P01", "57P03", "no state", "transient", "refused" })
	void transactionIsRetriedAfterFaultBeforeCommit(String fault) {
		StepVerifier.withVirtualTime(() -> this.transactions.run(failing(3, fault)))
			.expectSubscription()
			.expectNoEvent(Duration.ofMillis(700))
			.thenAwait(Duration.ofSeconds(8))
			.expectNext("done")
			.verifyComplete();
		assertThat(this.runs).hasValue(4);
		assertThat(this.operator.begun).hasValue(4);
	}

	@Test
	void outageAndItsEndAreLoggedOnce(CapturedOutput output) {
		Outage outage = new Outage();
		outage.end();
		outage.begin(new IllegalStateException(new ConnectException("refused")));
		outage.begin(new ConnectException("canary"));
		outage.end();
		outage.end();
		assertThat(output.getAll().lines()).hasSize(2)
			.satisfiesExactly((line) -> assertThat(line).contains("WARN", "ConnectException: refused"),
					(line) -> assertThat(line).contains("INFO", "The database answers again"));
	}

	@Test
	void retriesOfLastingFaultEndWithinLimit() {
		StepVerifier.withVirtualTime(() -> this.transactions.run(failing(Integer.MAX_VALUE, "08006")))
			.thenAwait(Duration.ofSeconds(8))
			.expectError(CannotCreateTransactionException.class)
			.verify(USUAL);
		assertThat(this.runs).hasValue(4);
	}

	@Test
	void slowAttemptsEndWithinLimit() {
		Mono<String> work = Mono
			.defer(() -> Mono.delay(Duration.ofSeconds(3)).then(failing(Integer.MAX_VALUE, "08006")));
		StepVerifier.withVirtualTime(() -> this.transactions.run(work))
			.thenAwait(Duration.ofSeconds(8))
			.expectError(CannotCreateTransactionException.class)
			.verify(USUAL);
		assertThat(this.runs).hasValue(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "timeout", "57014", "53100", "28P01" })
	void otherFaultsAreNotRetried(String fault) {
		StepVerifier.create(this.transactions.run(failing(1, fault)))
			.verifyError(CannotCreateTransactionException.class);
		assertThat(this.runs).hasValue(1);
	}

	@Test
	void commitIsNotRetriedAfterConnectionFault() {
		this.operator.commit = failing(1, "08006").then();
		StepVerifier.create(this.transactions.run(Mono.just("done")))
			.verifyError(CannotCreateTransactionException.class);
		assertThat(this.operator.begun).hasValue(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "26000", "42P05" })
	void singleStatementIsRetriedAfterPoolerMixedItUp(String state) {
		StepVerifier.create(this.transactions.runSingle(failing(1, state))).expectNext("done").verifyComplete();
		assertThat(this.runs).hasValue(2);
	}

	@Test
	void commitIsRetriedAfterConflict() {
		this.operator.commit = failing(1, "40001").then();
		StepVerifier.create(this.transactions.run(Mono.just("done"))).expectNext("done").verifyComplete();
		assertThat(this.operator.begun).hasValue(2);
	}

	@Test
	void sentSingleStatementIsNotRetried() {
		StepVerifier.create(this.transactions.runSingle(failing(1, "08006")))
			.verifyError(CannotCreateTransactionException.class);
		assertThat(this.runs).hasValue(1);
	}

	@Test
	void laterAttemptsWaitLessForConnections() {
		List<Duration> patience = new ArrayList<>();
		Mono<String> work = Mono.deferContextual((context) -> {
			patience.add(Retries.patience(context, USUAL));
			return failing(3, "08006");
		});
		StepVerifier.withVirtualTime(() -> this.transactions.run(work))
			.thenAwait(Duration.ofSeconds(8))
			.expectNext("done")
			.verifyComplete();
		assertThat(patience).hasSize(4);
		assertThat(patience.get(0)).isEqualTo(USUAL);
		assertThat(patience.get(3)).isBetween(Duration.ofMillis(1), Duration.ofMillis(3_500));
	}

	@Test
	void cancellationEndsWait() {
		StepVerifier.withVirtualTime(() -> this.transactions.run(failing(9, "08006")).timeout(Duration.ofMillis(500)))
			.thenAwait(Duration.ofSeconds(20))
			.expectError(TimeoutException.class)
			.verify(USUAL);
		assertThat(this.runs).hasValue(1);
	}

	@Test
	void workBeyondWaitingLimitFailsAtOnce() {
		int many = Retries.MOST_WAITING + 50;
		AtomicInteger failed = new AtomicInteger();
		Supplier<Mono<Long>> all = () -> Flux.range(0, many)
			.flatMap((i) -> this.transactions.run(failing(Retries.MOST_WAITING + 50, "08006"))
				.doOnError((ex) -> failed.incrementAndGet())
				.onErrorComplete(), many)
			.count();
		StepVerifier.withVirtualTime(all)
			.expectSubscription()
			.then(() -> assertThat(failed).hasValue(50))
			.thenAwait(Duration.ofSeconds(8))
			.expectNext((long) Retries.MOST_WAITING)
			.verifyComplete();
		// The places are free again.
		this.runs.set(0);
		StepVerifier.withVirtualTime(() -> this.transactions.run(failing(1, "08006")))
			.thenAwait(Duration.ofSeconds(8))
			.expectNext("done")
			.verifyComplete();
	}

	private Mono<String> failing(int times, String fault) {
		return Mono.defer(() -> (this.runs.incrementAndGet() <= times)
				? Mono.error(new CannotCreateTransactionException("no", failure(fault))) : Mono.just("done"));
	}

	private static Exception failure(String fault) {
		return switch (fault) {
			case "no state" -> new R2dbcNonTransientResourceException("closed");
			case "transient" -> new R2dbcTransientResourceException("closed");
			case "refused" -> new ConnectException("refused");
			case "timeout" -> new R2dbcTimeoutException("busy", new R2dbcNonTransientResourceException("closed"));
			default -> new Failure(fault);
		};
	}

	private static final class Failure extends R2dbcException {

		private static final long serialVersionUID = 1L;

		Failure(String state) {
			super("failed", state);
		}

	}

	/** Pretends to begin and commit transactions. */
	private static final class Committing implements TransactionalOperator {

		private final AtomicInteger begun = new AtomicInteger();

		private @Nullable Mono<Void> commit;

		@Override
		public <T> Mono<T> transactional(Mono<T> mono) {
			return Mono.defer(() -> {
				this.begun.incrementAndGet();
				return (this.commit != null) ? mono.delayUntil((result) -> this.commit) : mono;
			});
		}

		@Override
		public <T> Flux<T> execute(TransactionCallback<T> action) {
			throw new UnsupportedOperationException("not used");
		}

	}

}
