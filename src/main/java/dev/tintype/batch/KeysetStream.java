package dev.tintype.batch;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToIntFunction;

import dev.tintype.api.Cursor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Streams every row of a listing as keyset pages. Between two pages it holds no
 * connection, so that a slow reader costs none and one that hangs up leaves none behind
 * in the middle of a result.
 *
 * @param <P> a page
 */
public final class KeysetStream<P> {

	private final Fetch<P> fetch;

	private final ToIntFunction<P> size;

	private final Function<P, Cursor> last;

	private final int pageSize;

	private final Duration idleTimeout;

	private KeysetStream(BatchSettings settings, ToIntFunction<P> size, Function<P, Cursor> last, Fetch<P> fetch) {
		this.fetch = fetch;
		this.size = size;
		this.last = last;
		this.pageSize = settings.pageSize();
		this.idleTimeout = settings.idleTimeout();
	}

	/**
	 * A stream of pages that are written already.
	 * @param settings the size of its pages and how long one may take
	 * @param fetch reads a page
	 * @return the stream
	 */
	public static KeysetStream<NdjsonPage> of(BatchSettings settings, Fetch<NdjsonPage> fetch) {
		return new KeysetStream<>(settings, NdjsonPage::rows, (page) -> Objects.requireNonNull(page.last()), fetch);
	}

	/**
	 * A stream of rows.
	 * @param <T> what a row means
	 * @param settings the size of its pages and how long one may take
	 * @param cursor gives a row's place
	 * @param fetch reads a page
	 * @return the stream
	 */
	public static <T> KeysetStream<List<T>> of(BatchSettings settings, Function<T, Cursor> cursor,
			Fetch<List<T>> fetch) {
		return new KeysetStream<>(settings, List::size, (rows) -> cursor.apply(rows.get(rows.size() - 1)), fetch);
	}

	/**
	 * All pages. The next one is read while the reader takes the last, never more than
	 * one ahead.
	 * @param limit how many rows at most, or null for all
	 * @return pages that are not empty, or a single empty one when nothing matches; a
	 * {@link java.util.concurrent.TimeoutException} when a page takes longer than the
	 * idle timeout
	 */
	public Flux<P> pages(@Nullable Integer limit) {
		return next(null, (limit != null) ? limit : Integer.MAX_VALUE)
			.expand((step) -> step.isLast() ? Mono.empty() : next(this.last.apply(step.page()), step.remaining()))
			.filter((step) -> step.first() || step.rows() > 0)
			.map(Step::page);
	}

	private Mono<Step<P>> next(@Nullable Cursor after, int remaining) {
		int wanted = Math.min(this.pageSize, remaining);
		// Begun at once and kept until the reader wants it: else a page would begin only
		// when
		// it is wanted, but its time limit before, and a slow reader would be taken for a
		// query that does not answer. A page that nobody wants any more is read to its
		// end,
		// which spares its connection a cancelled query.
		return this.fetch.page(after, wanted).timeout(this.idleTimeout).map((page) -> {
			int rows = this.size.applyAsInt(page);
			return new Step<>(page, rows, wanted, remaining - rows, after == null);
		}).cache();
	}

	/**
	 * Reads one page of a listing.
	 *
	 * @param <P> a page
	 */
	@FunctionalInterface
	public interface Fetch<P> {

		/**
		 * The rows behind a place.
		 * @param after the place, null for the beginning
		 * @param rows how many at most
		 * @return the rows in order, fewer than asked for only at the end
		 */
		Mono<P> page(@Nullable Cursor after, int rows);

	}

	private record Step<P>(P page, int rows, int wanted, int remaining, boolean first) {

		boolean isLast() {
			return this.rows < this.wanted || this.remaining <= 0;
		}

	}

}
