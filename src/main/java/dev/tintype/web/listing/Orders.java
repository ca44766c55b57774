package dev.tintype.web.listing;

import java.util.List;

import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.QueryParameters;
import org.jspecify.annotations.Nullable;

/**
 * The orders of a listing.
 *
 * @param <T> what a row means
 * @param initial the order of a page without {@code sort}
 * @param choices the orders that {@code sort} accepts, empty if there is no such
 * parameter
 * @param stream the order of a stream, or null for the order of the page. It is set if
 * another order has a key that may change during the stream: a row would be sent twice or
 * not at all
 */
public record Orders<T>(Order<T> initial, List<Order<T>> choices, @Nullable Order<T> stream) {

	/**
	 * Creates a single order. Its keys never change.
	 * @param <T> what a row means
	 * @return the orders
	 */
	public static <T> Orders<T> of(Order<T> order) {
		return new Orders<>(order, List.of(), null);
	}

	/**
	 * Reads {@code sort}.
	 * @return the order of a page, and of everything else that follows it
	 * @throws ProblemException of type {@code INVALID_REQUEST} if it is none of the
	 * choices
	 */
	public Order<T> chosen(QueryParameters parameters) {
		if (this.choices.isEmpty()) {
			return this.initial;
		}
		List<String> names = this.choices.stream().map(Order::name).toList();
		return this.choices.get(names.indexOf(parameters.word("sort", names, this.initial.name())));
	}

	/**
	 * Returns the order of a stream.
	 * @param chosen the order of a page
	 */
	Order<T> streamed(Order<T> chosen) {
		return (this.stream != null) ? this.stream : chosen;
	}

}
