package dev.tintype.web.ndjson;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import dev.tintype.data.batch.BatchSettings;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class NdjsonIntakeTests {

	private final StreamBudget budget = new StreamBudget(
			new BatchSettings(2, 4, 1000, Duration.ofSeconds(30), DataSize.ofMegabytes(3)));

	@Test
	void chunkHoldsMemoryUntilItsResultsAreWritten() {
		NdjsonIntake intake = new NdjsonIntake(this.budget, body("1\n2\n3\n4\n5\n"));
		List<NdjsonPage> pages = new ArrayList<>();
		StepVerifier.create(intake.pages(intake.chunks()).doOnNext(pages::add).then()).verifyComplete();
		assertThat(pages).extracting(NdjsonPage::rows).containsExactly(2, 2, 1);
		assertThat(this.budget.held()).isEqualTo(pages.stream().mapToLong((page) -> page.lines().length).sum());
		pages.forEach(NdjsonPage::release);
		assertThat(this.budget.held()).isZero();
	}

	@Test
	void countedResultsHoldNoMemory() {
		NdjsonIntake intake = new NdjsonIntake(this.budget, body("1\n2\n3\n"));
		StepVerifier.create(intake.taken(intake.chunks(), NdjsonIntakeTests::ignore).map(List::size))
			.expectNext(2, 1)
			.verifyComplete();
		assertThat(this.budget.held()).isZero();
	}

	@Test
	void resultsHaveLineNumbersOfBody() {
		NdjsonIntake intake = new NdjsonIntake(this.budget, body("\n1\n \n\n2\n3\n"));
		List<Long> numbers = new ArrayList<>();
		StepVerifier.create(intake.taken(intake.chunks(), (list, lines) -> Arrays.stream(lines).forEach(numbers::add)))
			.expectNextCount(2)
			.verifyComplete();
		assertThat(numbers).containsExactly(2L, 5L, 6L);
	}

	@Test
	void overlongLineHoldsNoMemory() {
		Flux<DataBuffer> endless = body("x".repeat(60_000)).repeat(200);
		NdjsonIntake intake = new NdjsonIntake(this.budget, endless);
		AtomicLong most = new AtomicLong();
		StepVerifier
			.create(intake
				.taken(intake.chunks().doOnNext((chunk) -> most.set(this.budget.held())), NdjsonIntakeTests::ignore)
				.map(List::size))
			.expectNext(1)
			.verifyComplete();
		// A chunk of 1 MiB, four times; 12 MB were sent.
		assertThat(most.get()).isLessThan(5L << 20);
		assertThat(this.budget.held()).isZero();
	}

	@Test
	void bodyIsNotRequestedWhileOthersHoldMemory() {
		StreamLease others = this.budget.awaited();
		others.grow(4L << 20);
		AtomicLong requested = new AtomicLong();
		NdjsonIntake intake = new NdjsonIntake(this.budget, body("1\n2\n").doOnRequest(requested::addAndGet));
		StepVerifier.create(intake.taken(intake.chunks(), NdjsonIntakeTests::ignore).map(List::size))
			.then(() -> assertThat(requested).hasValue(0))
			.then(others::release)
			.expectNext(2)
			.verifyComplete();
	}

	@Test
	void cancelledStreamHoldsNoMemory() {
		NdjsonIntake intake = new NdjsonIntake(this.budget, body("1\n2\n").concatWith(Mono.never()));
		StepVerifier
			.create(intake.taken(intake.chunks().concatMap((chunk) -> Mono.<List<Integer>>never()),
					NdjsonIntakeTests::ignore))
			.thenAwait(Duration.ofMillis(50))
			.thenCancel()
			.verify();
		assertThat(this.budget.held()).isZero();
	}

	private static void ignore(List<?> results, long[] lines) {
	}

	private static Flux<DataBuffer> body(String text) {
		return Flux.defer(
				() -> Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8))));
	}

}
