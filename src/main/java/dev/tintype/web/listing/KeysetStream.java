package dev.tintype.web.listing;

import java.util.List;
import java.util.function.Function;

import dev.tintype.web.http.Cursor;
import dev.tintype.web.http.Shutdown;
import dev.tintype.web.ndjson.NdjsonPage;
import dev.tintype.web.ndjson.StreamBudget;
import dev.tintype.web.ndjson.StreamLease;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Streams every row of a listing as keyset pages. Between two pages it holds no
 * connection. Each page holds memory of the {@link StreamBudget} until it is written. Its
 * number of rows depends on the stream's share and on the size of the previous rows.
 */
public final class KeysetStream {

	/**
	 * Rows of the first page. It is small because the size of a row is not known yet, and
	 * so that the first bytes arrive early.
	 */
	private static final int FIRST_ROWS = 64;

	/** A page has at most this many times the rows of the page before. */
	private static final int GROWTH = 8;

	private static final int FIRST_BYTES_PER_ROW = 512;

	/**
	 * The size of a page during a shutdown. It is small, so that a slow reader receives
	 * it before the process ends.
	 */
	private static final long LAST_BYTES = 1 << 16;

	private final StreamBudget budget;

	private final Fetch<NdjsonPage> fetch;

	private KeysetStream(StreamBudget budget, Fetch<NdjsonPage> fetch) {
		this.budget = budget;
		this.fetch = fetch;
	}

	/**
	 * Creates a stream of pages.
	 * @param budget the budget of all streams
	 * @return the stream
	 */
	public static KeysetStream of(StreamBudget budget, Fetch<NdjsonPage> fetch) {
		return new KeysetStream(budget, fetch);
	}

	/**
	 * Creates a stream of rows, each written as a line of JSON.
	 * @param <T> what a row means
	 * @param budget the budget of all streams
	 * @param cursor returns the place of a row
	 * @return the stream
	 */
	public static <T> KeysetStream of(StreamBudget budget, Function<T, Cursor> cursor, Fetch<List<T>> fetch) {
		return of(budget, (after, rows) -> fetch.page(after, rows).map((read) -> NdjsonPage.of(read, cursor)));
	}

	/**
	 * Returns all pages. The next page is read while the reader takes the last one, never
	 * more than one ahead. The subscriber releases each page when it is written or
	 * discarded.
	 * @param limit the most rows, or null for all
	 * @return pages that are not empty, or a single empty one if nothing matches. It
	 * fails with a {@link java.util.concurrent.TimeoutException} if a page takes longer
	 * than the idle timeout, or waits as long for memory
	 */
	public Flux<NdjsonPage> pages(@Nullable Integer limit) {
		return Shutdown
			.listing(Flux.deferContextual((context) -> pages(limit, context.getOrDefault(Shutdown.class, null))));
	}

	private Flux<NdjsonPage> pages(@Nullable Integer limit, @Nullable Shutdown shutdown) {
		return Flux.using(this.budget::stream, (counted) -> {
			Course course = new Course((limit != null) ? limit : Integer.MAX_VALUE, shutdown);
			return course.next(null)
				.expand((step) -> step.isLast() ? Mono.empty() : course.next(step.page().last()))
				.filter((step) -> step.first() || step.page().rows() > 0)
				.map(course::give)
				.doOnCancel(course::abandon);
		}, Disposable::dispose);
	}

	/**
	 * Reads one page of a listing.
	 *
	 * @param <P> a page
	 */
	@FunctionalInterface
	public interface Fetch<P> {

		/**
		 * Reads the rows after a place.
		 * @param after the place, null for the beginning
		 * @param rows the most rows
		 * @return the rows in order, fewer than requested only at the end, or if the page
		 * says that it is cut
		 */
		Mono<P> page(@Nullable Cursor after, int rows);

	}

	private record Step(NdjsonPage page, int wanted, int remaining, boolean first) {

		boolean isLast() {
			return (this.page.rows() < this.wanted && !this.page.cut()) || this.remaining <= 0;
		}

	}

	/**
	 * One run of the stream.
	 */
	private final class Course {

		private final @Nullable Shutdown shutdown;

		private int remaining;

		private int lastRows;

		private long bytesPerRow = FIRST_BYTES_PER_ROW;

		private boolean abandoned;

		/** The page that is read, and that the subscriber has not received yet. */
		private @Nullable NdjsonPage ahead;

		Course(int remaining, @Nullable Shutdown shutdown) {
			this.remaining = remaining;
			this.shutdown = shutdown;
		}

		// The query starts at once, and the page is kept until the reader requests it.
		// Otherwise the time limit would start before the query, and a slow reader would
		// look like a query that hangs. A page that the reader no longer needs is read to
		// its end, so that no query is cancelled.
		Mono<Step> next(@Nullable Cursor after) {
			int wanted = Math.min(rows(), this.remaining);
			return KeysetStream.this.budget.toRead(wanted * this.bytesPerRow)
				.flatMap((lease) -> isAbandoned(lease) ? Mono.empty()
						: KeysetStream.this.fetch.page(after, wanted)
							.timeout(KeysetStream.this.budget.settings().idleTimeout())
							.map((page) -> read(page.holding(lease), wanted, after == null))
							.doOnError((ex) -> lease.release()))
				.cache();
		}

		private synchronized boolean isAbandoned(StreamLease lease) {
			if (this.abandoned) {
				lease.release();
			}
			return this.abandoned;
		}

		private int rows() {
			int most = KeysetStream.this.budget.settings().pageSize();
			long share = KeysetStream.this.budget.share();
			if (this.shutdown != null && this.shutdown.hasBegun()) {
				share = Math.min(share, LAST_BYTES);
			}
			long fitting = Math.max(1, share / this.bytesPerRow);
			long steady = (this.lastRows == 0) ? FIRST_ROWS : (long) GROWTH * this.lastRows;
			return (int) Math.min(most, Math.min(fitting, steady));
		}

		private synchronized Step read(NdjsonPage page, int wanted, boolean first) {
			if (page.rows() > 0) {
				this.lastRows = page.rows();
				this.bytesPerRow = Math.max(1, page.lines().length / page.rows());
			}
			this.remaining -= page.rows();
			this.ahead = page;
			if (this.abandoned) {
				page.release();
			}
			return new Step(page, wanted, this.remaining, first);
		}

		synchronized NdjsonPage give(Step step) {
			this.ahead = null;
			return step.page();
		}

		synchronized void abandon() {
			this.abandoned = true;
			if (this.ahead != null) {
				this.ahead.release();
			}
		}

	}

}
