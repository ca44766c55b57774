package dev.tintype.data.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import static org.assertj.core.api.Assertions.assertThat;

class CoalescerTests {

	private final List<List<Integer>> asked = new ArrayList<>();

	private final List<Sinks.One<Map<Integer, String>>> answers = new ArrayList<>();

	private final Coalescer<Integer, String> coalescer = new Coalescer<>(1, 3, this::statement);

	private Mono<Map<Integer, String>> statement(List<Integer> keys) {
		this.asked.add(keys);
		this.answers.add(Sinks.one());
		return this.answers.get(this.answers.size() - 1).asMono();
	}

	@Test
	void firstLookupRunsAloneAndLaterOnesShareStatement() {
		List<String> found = new ArrayList<>();
		for (int key : List.of(1, 2, 3, 2)) {
			this.coalescer.get(key).subscribe(found::add);
		}
		assertThat(this.asked).containsExactly(List.of(1));

		this.answers.get(0).tryEmitValue(Map.of(1, "a"));
		assertThat(this.asked).containsExactly(List.of(1), List.of(2, 3));
		assertThat(found).containsExactly("a");

		this.answers.get(1).tryEmitValue(Map.of(2, "b", 3, "c"));
		assertThat(found).containsExactly("a", "b", "c", "b");
	}

	@Test
	void statementAsksForNoMoreKeysThanAllowed() {
		IntStream.range(0, 8).forEach((key) -> this.coalescer.get(key).subscribe());
		for (int i = 0; i < this.answers.size(); i++) {
			this.answers.get(i).tryEmitValue(Map.of());
		}

		assertThat(this.asked).containsExactly(List.of(0), List.of(1, 2, 3), List.of(4, 5, 6), List.of(7));
	}

	@Test
	void lookupIsEmptyWhenNothingIsFound() {
		TestPublisher<Map<Integer, String>> found = TestPublisher.create();
		Coalescer<Integer, String> empty = new Coalescer<>(1, 3, (keys) -> found.mono());

		StepVerifier.create(empty.get(1)).then(() -> found.emit(Map.of())).verifyComplete();
	}

	@Test
	void failureFailsWaitingLookupsButNoLaterOnes() {
		List<Throwable> failures = new ArrayList<>();
		IntStream.range(0, 3)
			.forEach((key) -> this.coalescer.get(key).subscribe((found) -> assertThat(found).isNull(), failures::add));

		this.answers.get(0).tryEmitError(new IllegalStateException("down"));
		assertThat(failures).hasSize(3);

		List<String> found = new ArrayList<>();
		this.coalescer.get(7).subscribe(found::add);
		this.answers.get(1).tryEmitValue(Map.of(7, "up"));
		assertThat(found).containsExactly("up");
	}

	@Test
	void lookupsOfManyThreadsAllGetAnswers() {
		Coalescer<Integer, String> shared = new Coalescer<>(2, 50,
				(keys) -> Mono
					.fromSupplier(() -> keys.stream().collect(Collectors.toMap((key) -> key, (key) -> "" + key)))
					.subscribeOn(Schedulers.parallel()));

		List<String> found = Flux.range(0, 20_000)
			.flatMap((key) -> shared.get(key).subscribeOn(Schedulers.boundedElastic()), 64)
			.collectList()
			.block();

		assertThat(found).hasSize(20_000).doesNotHaveDuplicates();
	}

}
