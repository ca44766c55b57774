package dev.tintype.data.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.tintype.data.sql.Transactions;
import dev.tintype.data.sql.Turns;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import static org.assertj.core.api.Assertions.assertThat;

class ChunksTests {

	@Test
	void listIsCutInOrder() {
		assertThat(Chunks.cut(List.of(1, 2, 3, 4, 5), 2)).containsExactly(List.of(1, 2), List.of(3, 4), List.of(5));
		assertThat(Chunks.cut(List.of(1, 2), 2)).containsExactly(List.of(1, 2));
		assertThat(Chunks.cut(List.of(), 2)).isEmpty();
	}

	@Test
	void resultsFollowOrderOfChunksWhicheverEndsFirst() {
		Sinks.Empty<Void> first = Sinks.empty();
		Flux<Integer> results = Chunks.run(chunks(1, 2, 3), 3,
				(chunk) -> (chunk.get(0) == 1) ? first.asMono().then(Mono.just(1)) : Mono.just(chunk.get(0)));
		StepVerifier.create(results)
			.expectSubscription()
			.then(() -> assertThat(first.tryEmitEmpty()).isEqualTo(Sinks.EmitResult.OK))
			.expectNext(1, 2, 3)
			.verifyComplete();
	}

	@Test
	void chunksStayWithinConcurrencyWhenFirstIsSlow() {
		List<Integer> begun = new ArrayList<>();
		Sinks.Empty<Void> first = Sinks.empty();
		Flux<Integer> results = Chunks.run(chunks(1, 2, 3, 4, 5, 6), 3, (chunk) -> {
			begun.add(chunk.get(0));
			return (chunk.get(0) == 1) ? first.asMono().then(Mono.just(1)) : Mono.just(chunk.get(0));
		});
		StepVerifier.create(results)
			.expectSubscription()
			.then(() -> assertThat(begun).containsExactly(1, 2, 3))
			.then(first::tryEmitEmpty)
			.expectNext(1, 2, 3, 4, 5, 6)
			.verifyComplete();
	}

	@Test
	void chunksRunSequentiallyInsideTransaction() {
		AtomicInteger running = new AtomicInteger();
		Flux<Integer> results = Chunks
			.run(chunks(1, 2, 3), 3,
					(chunk) -> Mono.delay(Duration.ofMillis(1))
						.doOnSubscribe((subscription) -> assertThat(running.incrementAndGet()).isEqualTo(1))
						.map((tick) -> chunk.get(0))
						.doOnTerminate(running::decrementAndGet))
			.contextWrite((context) -> context.put(Transactions.class, true));
		StepVerifier.create(results).expectNext(1, 2, 3).verifyComplete();
	}

	@Test
	void failureCancelsRunningChunksAndStartsNoFollowers() {
		List<Integer> begun = Collections.synchronizedList(new ArrayList<>());
		AtomicBoolean cancelled = new AtomicBoolean();
		Sinks.Empty<Void> fail = Sinks.empty();
		Flux<Integer> results = Chunks.runKeyed(new Turns<>(), Flux.just(List.of("a"), List.of("b"), List.of("a", "c")),
				3, (item) -> item, (chunk) -> {
					begun.add(begun.size());
					return chunk.contains("b") ? Mono.<Integer>never().doOnCancel(() -> cancelled.set(true))
							: fail.asMono().then(Mono.error(new IllegalStateException("failed")));
				});
		StepVerifier.create(results).expectSubscription().then(fail::tryEmitEmpty).verifyErrorMessage("failed");
		assertThat(cancelled).isTrue();
		assertThat(begun).hasSize(2);
	}

	@Test
	void cancellationReachesChunksAndSource() {
		TestPublisher<List<String>> source = TestPublisher.create();
		AtomicInteger cancelled = new AtomicInteger();
		Flux<Integer> results = Chunks.runKeyed(new Turns<>(), source.flux(), 2, (item) -> item,
				(chunk) -> Mono.<Integer>never().doOnCancel(cancelled::incrementAndGet));
		StepVerifier.create(results)
			.expectSubscription()
			.then(() -> source.next(List.of("a"), List.of("b")))
			.thenCancel()
			.verify();
		assertThat(cancelled).hasValue(2);
		source.assertCancelled();
	}

	@Test
	void chunksOfOneKeyRunInOrderWithoutOverlap() {
		Random random = new Random(7);
		List<List<Integer>> chunks = IntStream.range(0, 300)
			.mapToObj((chunk) -> random.ints(5, 0, 20).boxed().toList())
			.toList();
		Map<Integer, AtomicInteger> running = new ConcurrentHashMap<>();
		Map<Integer, List<Integer>> order = new ConcurrentHashMap<>();
		AtomicInteger overlaps = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		AtomicInteger now = new AtomicInteger();
		Flux<Integer> run = Chunks.runKeyed(new Turns<>(),
				Flux.range(0, chunks.size())
					.map((index) -> chunks.get(index).stream().map((key) -> new Keyed(index, key)).toList()),
				8, Keyed::key, (chunk) -> Mono.defer(() -> {
					most.accumulateAndGet(now.incrementAndGet(), Math::max);
					chunk.stream().map(Keyed::key).distinct().forEach((key) -> {
						if (running.computeIfAbsent(key, (any) -> new AtomicInteger()).incrementAndGet() > 1) {
							overlaps.incrementAndGet();
						}
						order.computeIfAbsent(key, (any) -> Collections.synchronizedList(new ArrayList<>()))
							.add(chunk.get(0).chunk());
					});
					return Mono.delay(Duration.ofNanos(1000)).map((tick) -> chunk.get(0).chunk());
				}).doOnTerminate(() -> {
					now.decrementAndGet();
					chunk.stream()
						.map(Keyed::key)
						.distinct()
						.forEach((key) -> running.getOrDefault(key, new AtomicInteger()).decrementAndGet());
				}));
		StepVerifier.create(run.collectList())
			.expectNext(IntStream.range(0, chunks.size()).boxed().toList())
			.verifyComplete();
		assertThat(overlaps).hasValue(0);
		assertThat(most.get()).isBetween(2, 8);
		assertThat(order).hasSize(20).allSatisfy((key, begun) -> assertThat(begun).isSorted());
	}

	@Test
	void chunksWithoutSharedKeyRunInParallel() {
		Sinks.Empty<Void> never = Sinks.empty();
		List<String> begun = new ArrayList<>();
		Flux<String> results = Chunks.runKeyed(new Turns<>(),
				Flux.just(List.of("a"), List.of("", "b"), List.of("", "a"), List.of("c")), 4,
				(item) -> item.isEmpty() ? null : item, (chunk) -> {
					begun.add(String.join(",", chunk));
					return never.asMono().then(Mono.just("done"));
				});
		StepVerifier.create(results)
			.expectSubscription()
			.then(() -> assertThat(begun).containsExactly("a", ",b", "c"))
			.then(never::tryEmitEmpty)
			.expectNextCount(4)
			.verifyComplete();
		assertThat(begun).containsExactly("a", ",b", "c", ",a");
	}

	private static Flux<List<Integer>> chunks(Integer... items) {
		return Flux.just(items).map(List::of);
	}

	private record Keyed(int chunk, int key) {
	}

}
