package dev.tintype.library.place;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;

import dev.tintype.support.Ids;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Slice;
import reactor.core.publisher.Mono;

/**
 * The rows of a listing that is computed rather than read. A request computes them once,
 * also for a stream.
 *
 * @param <T> what a row means
 */
final class SortedRows<T> implements Rows<T> {

	private final Mono<List<T>> rows;

	/**
	 * Creates rows.
	 * @param found the rows in any order
	 */
	SortedRows(Order<T> order, Mono<List<T>> found) {
		this.rows = found
			.map((list) -> list.stream()
				.sorted((one, other) -> compare(order, values(order, one), values(order, other)))
				.toList())
			.cache();
	}

	@Override
	public Mono<List<T>> page(Slice<T> slice) {
		return this.rows.map((all) -> {
			long first = (slice.after() == null) ? slice.offset() : all.stream()
				.takeWhile((row) -> compare(slice.order(), values(slice.order(), row), slice.after().values()) <= 0)
				.count();
			return all.stream().skip(first).limit(slice.limit()).toList();
		});
	}

	@Override
	public Mono<Long> count() {
		return this.rows.map((all) -> (long) all.size());
	}

	private static <T> List<Object> values(Order<T> order, T row) {
		return order.keys().stream().<Object>map((key) -> key.value().apply(row)).toList();
	}

	private static <T> int compare(Order<T> order, List<Object> values, List<Object> others) {
		for (int i = 0; i < values.size(); i++) {
			Key<T> key = order.keys().get(i);
			int compared = (key.type() == Key.Type.ID) ? Ids.ORDER.compare((UUID) values.get(i), (UUID) others.get(i))
					: Comparator.<Long>naturalOrder().compare((Long) values.get(i), (Long) others.get(i));
			if (compared != 0) {
				return key.descending() ? -compared : compared;
			}
		}
		return 0;
	}

}
