package dev.tintype.library.search;

import java.util.List;
import java.util.Map;

import dev.tintype.data.sql.Dialect;
import dev.tintype.library.likeness.NearHash;
import dev.tintype.library.photo.Photo;
import dev.tintype.library.photo.PhotoOrders;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the order of a search.
 */
final class SearchOrders {

	/** What the fields are called in the list of photos. */
	private static final Map<String, String> NAMES = Map.of("created_at", "created", "taken_at", "taken", "rating",
			"rating", "file_size", "size", "original_filename", "name");

	private final Dialect dialect;

	private final Orders<Photo> orders;

	SearchOrders(Dialect dialect) {
		this.dialect = dialect;
		this.orders = PhotoOrders.of(dialect);
	}

	/**
	 * Returns the order.
	 * @param near the hash that the photos are similar to; null if no photo can be
	 */
	Order<Photo> order(SearchRequest search, @Nullable NearHash near) {
		boolean isDescending = search.isDescending();
		String field = search.field();
		if (SearchRequest.EVENT_NAME.equals(field)) {
			return PhotoOrders.byEvent(this.dialect, isDescending);
		}
		if (SearchRequest.SIMILARITY.equals(field) && near != null) {
			return PhotoOrders.bySimilarity(this.dialect, near, isDescending);
		}
		String name = (field != null) ? NAMES.get(field) : null;
		if (name == null) {
			return this.orders.initial();
		}
		List<Order<Photo>> choices = this.orders.choices();
		return choices.stream()
			.filter((choice) -> choice.name().equals(isDescending ? "-" + name : name))
			.findFirst()
			.orElseThrow();
	}

}
