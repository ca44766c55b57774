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
 * @param choices what {@code sort} chooses from; none where there is no such parameter
 * @param stream the order of a stream where a key of the others may change while it runs,
 * so that a row would come twice or not at all; null for the order of the page
 */
public record Orders<T>(Order<T> initial, List<Order<T>> choices, @Nullable Order<T> stream) {

	/**
	 * A single order, whose keys never change.
	 * @param <T> what a row means
	 * @param order of pages and streams
	 * @return the orders
	 */
	public static <T> Orders<T> of(Order<T> order) {
		return new Orders<>(order, List.of(), null);
	}

	/**
	 * Reads {@code sort}.
	 * @return the order of a page
	 * @throws ProblemException of type {@code INVALID_REQUEST} when it is none of the
	 * choices
	 */
	Order<T> chosen(QueryParameters parameters) {
		if (this.choices.isEmpty()) {
			return this.initial;
		}
		List<String> names = this.choices.stream().map(Order::name).toList();
		return this.choices.get(names.indexOf(parameters.word("sort", names, this.initial.name())));
	}

	/**
	 * The order of a stream.
	 * @param chosen the order of a page
	 * @return the stable one
	 */
	Order<T> streamed(Order<T> chosen) {
		return (this.stream != null) ? this.stream : chosen;
	}

}
