package dev.tintype.web.listing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import dev.tintype.data.batch.BatchSettings;
import dev.tintype.web.http.Cursor;
import dev.tintype.web.http.Shutdown;
import dev.tintype.web.ndjson.NdjsonPage;
import dev.tintype.web.ndjson.StreamBudget;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class KeysetStreamTests {

	private static final Duration IDLE = Duration.ofSeconds(30);

	private static final BatchSettings SETTINGS = new BatchSettings(500, 4, 3, IDLE, null);

	private final StreamBudget budget = new StreamBudget(SETTINGS);

	private final List<String> asked = new ArrayList<>();

	@Test
	void streamReturnsEveryRowOnceInOrder() {
		StepVerifier.create(rows(stream(7), null))
			.expectNext(List.of(0, 1, 2), List.of(3, 4, 5), List.of(6))
			.verifyComplete();
		assertThat(this.asked).containsExactly("-:3", "2:3", "5:3");
	}

	@Test
	void fullLastPageIsNotFollowedByEmptyPage() {
		StepVerifier.create(rows(stream(6), null)).expectNext(List.of(0, 1, 2), List.of(3, 4, 5)).verifyComplete();
		assertThat(this.asked).containsExactly("-:3", "2:3", "5:3");
	}

	@Test
	void emptyListingIsOneEmptyPage() {
		StepVerifier.create(rows(stream(0), null)).expectNext(List.of()).verifyComplete();
	}

	@Test
	void limitStopsStreamWithoutFurtherQuery() {
		StepVerifier.create(rows(stream(100), 4)).expectNext(List.of(0, 1, 2), List.of(3)).verifyComplete();
		assertThat(this.asked).containsExactly("-:3", "2:1");
		this.asked.clear();
		StepVerifier.create(rows(stream(100), 3)).expectNext(List.of(0, 1, 2)).verifyComplete();
		assertThat(this.asked).containsExactly("-:3");
		StepVerifier.create(rows(stream(2), 4)).expectNext(List.of(0, 1)).verifyComplete();
	}

	@Test
	void onlyOnePageIsReadAhead() {
		StepVerifier.create(rows(stream(100), null), 1)
			.expectNext(List.of(0, 1, 2))
			.then(() -> assertThat(this.asked).hasSizeLessThanOrEqualTo(2))
			.thenRequest(2)
			.expectNextCount(2)
			.then(() -> assertThat(this.asked).hasSizeLessThanOrEqualTo(4))
			.thenCancel()
			.verify();
	}

	@Test
	void slowPageEndsStream() {
		StepVerifier
			.withVirtualTime(
					() -> KeysetStream
						.<Integer>of(this.budget, KeysetStreamTests::cursor,
								(after, rows) -> (after != null) ? Mono.never() : Mono.just(List.of(0, 1, 2)))
						.pages(null))
			.expectNextCount(1)
			.thenAwait(IDLE)
			.verifyError(TimeoutException.class);
	}

	// If the query started only on the request for its page, a slow reader would cause a
	// timeout.
	@Test
	void nextPageIsQueriedBeforeItIsRequested() {
		StepVerifier.create(rows(collected(), null), 1)
			.expectNext(List.of(0, 1, 2))
			.then(() -> assertThat(this.asked).containsExactly("-", "2"))
			.thenRequest(1)
			.expectNext(List.of(3, 4, 5))
			.then(() -> assertThat(this.asked).containsExactly("-", "2", "5"))
			.thenCancel()
			.verify();
	}

	@Test
	void failureOfPageEndsStream() {
		Flux<NdjsonPage> pages = KeysetStream
			.<Integer>of(this.budget, KeysetStreamTests::cursor,
					(after, rows) -> (after != null) ? Mono.error(new IllegalStateException("lost"))
							: Mono.just(List.of(0, 1, 2)))
			.pages(null);
		StepVerifier.create(pages).expectNextCount(1).verifyErrorMessage("lost");
	}

	@Test
	void manyPagesDoNotOverflowStack() {
		StepVerifier.create(stream(300_000).pages(null).count()).expectNext(100_000L).verifyComplete();
	}

	@Test
	void pageHoldsMemoryUntilItIsReleased() {
		List<NdjsonPage> pages = new ArrayList<>();
		StepVerifier.create(stream(7).pages(null).doOnNext(pages::add).then()).verifyComplete();
		assertThat(this.budget.held()).isEqualTo(pages.stream().mapToLong((page) -> page.lines().length).sum());
		pages.forEach(NdjsonPage::release);
		assertThat(this.budget.held()).isZero();
	}

	@Test
	void cancelledStreamHoldsNoMemory() {
		StepVerifier.create(rows(stream(100), null), 1).expectNextCount(1).thenCancel().verify();
		assertThat(this.budget.held()).isZero();
	}

	@Test
	void failedPageHoldsNoMemory() {
		StepVerifier
			.create(KeysetStream.<Integer>of(this.budget, KeysetStreamTests::cursor,
					(after, rows) -> Mono.error(new IllegalStateException("lost")))
				.pages(null))
			.verifyErrorMessage("lost");
		assertThat(this.budget.held()).isZero();
	}

	@Test
	void largeRowsMakeSmallPages() {
		StepVerifier.create(large(100_000).pages(1000).doOnNext(NdjsonPage::release).take(3))
			.expectNextCount(3)
			.verifyComplete();
		assertThat(this.asked).startsWith("64", "5", "5");
	}

	@Test
	void pagesAreSmallDuringShutdown() {
		Shutdown shutdown = new Shutdown();
		Flux<NdjsonPage> pages = large(10_000).pages(1000).doOnNext(NdjsonPage::release).take(3);
		shutdown.begin(IDLE);
		StepVerifier.create(pages.contextWrite(shutdown::in)).expectNextCount(3).verifyComplete();
		assertThat(this.asked).startsWith("64", "6", "6");
	}

	private KeysetStream large(int bytesPerRow) {
		StreamBudget wide = new StreamBudget(new BatchSettings(500, 4, 1000, IDLE, DataSize.ofMegabytes(100)));
		return KeysetStream.of(wide, (after, rows) -> Mono.fromSupplier(() -> {
			this.asked.add(String.valueOf(rows));
			return new NdjsonPage(new byte[rows * bytesPerRow], rows, cursor(1));
		}));
	}

	// Each page is released as it is taken, as a writer does.
	private static Flux<List<Integer>> rows(KeysetStream stream, @Nullable Integer limit) {
		return stream.pages(limit).doOnNext(NdjsonPage::release).map(KeysetStreamTests::read);
	}

	private static List<Integer> read(NdjsonPage page) {
		return new String(page.lines(), StandardCharsets.UTF_8).lines().map(Integer::valueOf).toList();
	}

	private KeysetStream stream(int total) {
		return KeysetStream.of(this.budget, KeysetStreamTests::cursor, (after, rows) -> Mono.fromSupplier(() -> {
			this.asked.add(((after != null) ? after.values().get(0) : "-") + ":" + rows);
			return page(after, rows, total);
		}));
	}

	private KeysetStream collected() {
		// Collected like the rows of a query, which starts only on request.
		return KeysetStream.of(this.budget, KeysetStreamTests::cursor, (after, rows) -> Flux.defer(() -> {
			this.asked.add((after != null) ? (String) after.values().get(0) : "-");
			return Flux.fromIterable(page(after, rows, 7));
		}).collectList());
	}

	private static List<Integer> page(@Nullable Cursor after, int rows, int total) {
		int from = (after != null) ? Integer.parseInt((String) after.values().get(0)) + 1 : 0;
		return IntStream.range(from, Math.min(from + rows, total)).boxed().toList();
	}

	private static Cursor cursor(Integer row) {
		return new Cursor("rows", List.of(row.toString()), 0);
	}

}
