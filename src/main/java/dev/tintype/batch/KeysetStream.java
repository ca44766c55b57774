package dev.tintype.batch;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import dev.tintype.api.Cursor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Streams every row of a listing as keyset pages. Between two pages it holds no
 * connection, so that a slow reader costs none and one that hangs up leaves none behind
 * in the middle of a result.
 *
 * @param <T> what a row means
 */
public final class KeysetStream<T> {

	private final Fetch<T> fetch;

	private final Function<T, Cursor> cursor;

	private final int pageSize;

	private final Duration idleTimeout;

	/**
	 * A stream of a listing.
	 * @param settings the size of its pages and how long one may take
	 * @param cursor gives a row's place
	 * @param fetch reads a page
	 */
	public KeysetStream(BatchSettings settings, Function<T, Cursor> cursor, Fetch<T> fetch) {
		this.fetch = fetch;
		this.cursor = cursor;
		this.pageSize = settings.pageSize();
		this.idleTimeout = settings.idleTimeout();
	}

	/**
	 * All pages. The next one is read while the reader takes the last, never more than
	 * one ahead.
	 * @param limit how many rows at most, or null for all
	 * @return pages that are not empty, or a single empty one when nothing matches; a
	 * {@link java.util.concurrent.TimeoutException} when a page takes longer than the
	 * idle timeout
	 */
	public Flux<List<T>> pages(@Nullable Integer limit) {
		return next(null, (limit != null) ? limit : Integer.MAX_VALUE)
			.expand((step) -> step.isLast() ? Mono.empty() : next(step.last(this.cursor), step.remaining()))
			.filter((step) -> step.first() || !step.rows().isEmpty())
			.map(Step::rows);
	}

	private Mono<Step<T>> next(@Nullable Cursor after, int remaining) {
		int wanted = Math.min(this.pageSize, remaining);
		// Begun at once and kept until the reader wants it: else a page would begin only
		// when
		// it is wanted, but its time limit before, and a slow reader would be taken for a
		// query that does not answer. A page that nobody wants any more is read to its
		// end,
		// which spares its connection a cancelled query.
		return this.fetch.page(after, wanted)
			.timeout(this.idleTimeout)
			.map((rows) -> new Step<>(rows, wanted, remaining - rows.size(), after == null))
			.cache();
	}

	/**
	 * Reads one page of a listing.
	 *
	 * @param <T> what a row means
	 */
	@FunctionalInterface
	public interface Fetch<T> {

		/**
		 * The rows behind a place.
		 * @param after the place, null for the beginning
		 * @param rows how many at most
		 * @return the rows in order, fewer than asked for only at the end
		 */
		Mono<List<T>> page(@Nullable Cursor after, int rows);

	}

	private record Step<T>(List<T> rows, int wanted, int remaining, boolean first) {

		boolean isLast() {
			return this.rows.size() < this.wanted || this.remaining <= 0;
		}

		Cursor last(Function<T, Cursor> cursor) {
			return cursor.apply(this.rows.get(this.rows.size() - 1));
		}

	}

}
