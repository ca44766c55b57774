package dev.tintype.data.sql;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

import dev.tintype.testing.Callers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class TurnsTests {

	private final Turns<Integer> turns = new Turns<>();

	@Test
	void workOfOneKeyRunsInArrivalOrder() {
		List<String> begun = Collections.synchronizedList(new ArrayList<>());
		Sinks.Empty<Void> first = Sinks.empty();
		this.turns.takeAll(List.of(1, 2), begin(begun, "first").then(first.asMono())).subscribe();
		this.turns.takeAll(List.of(2, 3), begin(begun, "second")).subscribe();
		this.turns.takeAll(List.of(4), begin(begun, "other")).subscribe();
		assertThat(begun).containsExactly("first", "other");
		first.tryEmitEmpty();
		Callers.await(() -> this.turns.size() == 0);
		assertThat(begun).containsExactly("first", "other", "second");
	}

	@Test
	void workDoesNotWaitForItsOwnRepeatedKey() {
		StepVerifier.create(this.turns.takeAll(List.of(1, 1), Mono.just("done"))).expectNext("done").verifyComplete();
		assertThat(this.turns.size()).isZero();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void turnPassesOnWhenWorkFailsOrIsCancelled(boolean fails) {
		Sinks.Empty<Void> first = Sinks.empty();
		List<String> begun = Collections.synchronizedList(new ArrayList<>());
		Disposable running = this.turns.takeAll(List.of(1), first.asMono()).onErrorComplete().subscribe();
		Disposable given = this.turns.takeAll(List.of(1), begin(begun, "given up")).subscribe();
		this.turns.takeAll(List.of(1), begin(begun, "last")).subscribe();
		given.dispose();
		assertThat(begun).isEmpty();
		if (fails) {
			first.tryEmitError(new IllegalStateException("failed"));
		}
		else {
			running.dispose();
		}
		Callers.await(() -> this.turns.size() == 0);
		assertThat(begun).containsExactly("last");
	}

	@Test
	void workThatWaitsTooLongFailsAndLetsNobodyOvertake() {
		Turns<Integer> impatient = new Turns<>(Duration.ofMillis(20));
		Sinks.Empty<Void> first = Sinks.empty();
		List<String> begun = Collections.synchronizedList(new ArrayList<>());
		impatient.take(1, first.asMono()).subscribe();
		StepVerifier.create(impatient.take(1, begin(begun, "late"))).verifyError(TimeoutException.class);
		new Turns<Integer>().take(1, begin(begun, "elsewhere")).subscribe();
		impatient.take(1, begin(begun, "last")).onErrorComplete().subscribe();
		assertThat(begun).containsExactly("elsewhere");
		first.tryEmitEmpty();
		Callers.await(() -> impatient.size() == 0);
		StepVerifier.create(impatient.take(1, begin(begun, "after"))).verifyComplete();
		assertThat(begun).doesNotContain("late").endsWith("after");
	}

	@Test
	void thousandsOfAbandonedTurnsPassOn() {
		Sinks.Empty<Void> first = Sinks.empty();
		List<String> begun = Collections.synchronizedList(new ArrayList<>());
		this.turns.take(1, first.asMono()).subscribe();
		List<Disposable> waiting = IntStream.range(0, 50_000)
			.mapToObj((n) -> this.turns.take(1, begin(begun, "given up")).subscribe())
			.toList();
		this.turns.take(1, begin(begun, "last")).subscribe();
		waiting.forEach(Disposable::dispose);
		first.tryEmitEmpty();
		Callers.await(() -> this.turns.size() == 0);
		assertThat(begun).containsExactly("last");
	}

	@Test
	void thousandsOfWaitingTurnsRunSequentially() {
		Sinks.Empty<Void> first = Sinks.empty();
		List<Integer> begun = Collections.synchronizedList(new ArrayList<>());
		this.turns.take(1, first.asMono()).subscribe();
		List<Integer> names = IntStream.range(0, 20_000).boxed().toList();
		names.forEach((name) -> this.turns.take(1, Mono.fromRunnable(() -> begun.add(name))).subscribe());
		first.tryEmitEmpty();
		Callers.await(() -> this.turns.size() == 0);
		assertThat(begun).isEqualTo(names);
	}

	@Test
	void turnsNeverOverlapAndAllEnd() {
		AtomicIntegerArray running = new AtomicIntegerArray(20);
		List<Integer> overlaps = Collections.synchronizedList(new ArrayList<>());
		Flux<Integer> all = Flux.range(0, 2_000)
			.flatMap((index) -> Mono.defer(() -> this.turns.takeAll(keys(), work(index, running, overlaps)))
				.subscribeOn(Callers.SCHEDULER), 32);
		StepVerifier.create(all.count()).expectNext(2_000L).verifyComplete();
		assertThat(overlaps).isEmpty();
		assertThat(this.turns.size()).isZero();
	}

	// The work does not know its keys, so key 0 stands for all of them.
	private static Mono<Integer> work(int index, AtomicIntegerArray running, List<Integer> overlaps) {
		return Mono.fromSupplier(() -> {
			if (running.incrementAndGet(0) > 1) {
				overlaps.add(index);
			}
			Thread.onSpinWait();
			running.decrementAndGet(0);
			return index;
		}).subscribeOn(Callers.SCHEDULER);
	}

	private static List<Integer> keys() {
		List<Integer> keys = new ArrayList<>(IntStream.range(1, 20).boxed().toList());
		Collections.shuffle(keys, ThreadLocalRandom.current());
		List<Integer> some = new ArrayList<>(keys.subList(0, 5));
		some.add(ThreadLocalRandom.current().nextInt(some.size()), 0);
		return some;
	}

	private static Mono<Void> begin(List<String> begun, String name) {
		return Mono.fromRunnable(() -> begun.add(name));
	}

}
