package dev.tintype.caption.insight;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Reads many rows page by page. The next page is read while the rows of the last one are
 * visited.
 */
final class Pages {

	private static final int FIRST = 500;

	private static final int MOST = 4_000;

	/** The size of a page, which longer rows make shorter. */
	private static final long BYTES = 2 << 20;

	private Pages() {
	}

	/**
	 * Visits all rows, on a thread that may work for long.
	 * @param <K> the place of a row
	 * @param <R> a row
	 * @param start before the first row
	 * @param read reads the rows after a place, fewer than requested only at the end
	 * @return completes after the last row
	 */
	static <K, R> Mono<Void> visit(K start, Reading<K, R> read, Function<R, K> place, ToIntFunction<R> size,
			Consumer<R> visitor) {
		return read.page(start, FIRST)
			.map((rows) -> new Page<>(rows, FIRST))
			.expand((page) -> page.isLast() ? Flux.empty() : next(page, read, place, size))
			.publishOn(Schedulers.boundedElastic(), 1)
			.doOnNext((page) -> page.rows().forEach(visitor))
			.then();
	}

	private static <K, R> Mono<Page<R>> next(Page<R> page, Reading<K, R> read, Function<R, K> place,
			ToIntFunction<R> size) {
		long bytes = page.rows().stream().mapToLong((row) -> 64 + size.applyAsInt(row)).sum();
		int limit = (int) Math.max(1, Math.min(MOST, BYTES * page.rows().size() / bytes));
		K last = place.apply(page.rows().get(page.rows().size() - 1));
		return read.page(last, limit).map((rows) -> new Page<>(rows, limit));
	}

	/**
	 * Reads a page.
	 *
	 * @param <K> the place of a row
	 * @param <R> a row
	 */
	@FunctionalInterface
	interface Reading<K, R> {

		Mono<List<R>> page(K after, int limit);

	}

	private record Page<R>(List<R> rows, int limit) {

		boolean isLast() {
			return this.rows.size() < this.limit;
		}

	}

}
