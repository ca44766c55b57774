package dev.tintype.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import dev.tintype.api.Cursor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class KeysetStreamTests {

	private static final Duration IDLE = Duration.ofSeconds(30);

	private static final BatchSettings SETTINGS = new BatchSettings(500, 4, 3, IDLE);

	private final List<String> asked = new ArrayList<>();

	@Test
	void everyRowComesOnceInOrder() {
		StepVerifier.create(stream(7).pages(null))
			.expectNext(List.of(0, 1, 2), List.of(3, 4, 5), List.of(6))
			.verifyComplete();
		assertThat(this.asked).containsExactly("-:3", "2:3", "5:3");
	}

	@Test
	void fullLastPageIsFollowedByNothing() {
		StepVerifier.create(stream(6).pages(null)).expectNext(List.of(0, 1, 2), List.of(3, 4, 5)).verifyComplete();
		assertThat(this.asked).containsExactly("-:3", "2:3", "5:3");
	}

	@Test
	void nothingIsOneEmptyPage() {
		StepVerifier.create(stream(0).pages(null)).expectNext(List.of()).verifyComplete();
	}

	@Test
	void limitStopsEarlyAndAsksForNoMore() {
		StepVerifier.create(stream(100).pages(4)).expectNext(List.of(0, 1, 2), List.of(3)).verifyComplete();
		assertThat(this.asked).containsExactly("-:3", "2:1");
		this.asked.clear();
		StepVerifier.create(stream(100).pages(3)).expectNext(List.of(0, 1, 2)).verifyComplete();
		assertThat(this.asked).containsExactly("-:3");
		StepVerifier.create(stream(2).pages(4)).expectNext(List.of(0, 1)).verifyComplete();
	}

	@Test
	void noMoreThanOnePageIsReadAhead() {
		StepVerifier.create(stream(100).pages(null), 1)
			.expectNext(List.of(0, 1, 2))
			.then(() -> assertThat(this.asked).hasSizeLessThanOrEqualTo(2))
			.thenRequest(2)
			.expectNextCount(2)
			.then(() -> assertThat(this.asked).hasSizeLessThanOrEqualTo(4))
			.thenCancel()
			.verify();
	}

	@Test
	void pageThatTakesTooLongEndsTheStream() {
		StepVerifier
			.withVirtualTime(
					() -> KeysetStream
						.<Integer>of(SETTINGS, KeysetStreamTests::cursor,
								(after, rows) -> (after != null) ? Mono.never() : Mono.just(List.of(0, 1, 2)))
						.pages(null))
			.expectNextCount(1)
			.thenAwait(IDLE)
			.verifyError(TimeoutException.class);
	}

	// A query that began only when its page is wanted would be timed out by a slow
	// reader.
	@Test
	void queryOfThePageAheadIsMadeBeforeAnyoneWantsIt() {
		StepVerifier.create(collected().pages(null), 1)
			.expectNext(List.of(0, 1, 2))
			.then(() -> assertThat(this.asked).containsExactly("-", "2"))
			.thenRequest(1)
			.expectNext(List.of(3, 4, 5))
			.then(() -> assertThat(this.asked).containsExactly("-", "2", "5"))
			.thenCancel()
			.verify();
	}

	@Test
	void failureOfPagePasses() {
		Flux<List<Integer>> pages = KeysetStream
			.<Integer>of(SETTINGS, KeysetStreamTests::cursor,
					(after, rows) -> (after != null) ? Mono.error(new IllegalStateException("lost"))
							: Mono.just(List.of(0, 1, 2)))
			.pages(null);
		StepVerifier.create(pages).expectNextCount(1).verifyErrorMessage("lost");
	}

	@Test
	void manyPagesNeedNoStack() {
		StepVerifier.create(stream(300_000).pages(null).count()).expectNext(100_000L).verifyComplete();
	}

	private KeysetStream<List<Integer>> stream(int total) {
		return KeysetStream.of(SETTINGS, KeysetStreamTests::cursor, (after, rows) -> Mono.fromSupplier(() -> {
			this.asked.add(((after != null) ? after.key() : "-") + ":" + rows);
			return page(after, rows, total);
		}));
	}

	private KeysetStream<List<Integer>> collected() {
		// Collected like the rows of a query, which is made only when someone asks.
		return KeysetStream.of(SETTINGS, KeysetStreamTests::cursor, (after, rows) -> Flux.defer(() -> {
			this.asked.add((after != null) ? after.key() : "-");
			return Flux.fromIterable(page(after, rows, 7));
		}).collectList());
	}

	private static List<Integer> page(@Nullable Cursor after, int rows, int total) {
		int from = (after != null) ? Integer.parseInt(after.key()) + 1 : 0;
		return IntStream.range(from, Math.min(from + rows, total)).boxed().toList();
	}

	private static Cursor cursor(Integer row) {
		return new Cursor("rows", row.toString(), new UUID(0, row));
	}

}
