package dev.tintype.library.photo;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.tintype.data.sql.Dialect;
import dev.tintype.library.likeness.Likeness;
import dev.tintype.library.likeness.NearHash;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;

/**
 * The orders of the listing of photos. Each ends with the id. Photos without a date come
 * last in both directions.
 */
public final class PhotoOrders {

	private static final LocalDateTime FIRST = LocalDateTime.of(1, 1, 1, 0, 0);

	private static final LocalDateTime LAST = LocalDateTime.of(9999, 12, 31, 0, 0);

	private PhotoOrders() {
	}

	/**
	 * Returns the orders for a database, whose keys match its indexes.
	 * @return by default the latest ingest comes first
	 */
	public static Orders<Photo> of(Dialect dialect) {
		Key<Photo> id = Key.id("v.id", (photo) -> photo.version().id());
		Key<Photo> created = Key.moment("v.created_at", (photo) -> photo.version().createdAt());
		Key<Photo> rating = Key.number("v.rating_order", (photo) -> (long) photo.version().rating());
		Key<Photo> size = Key.number("v.file_size", (photo) -> photo.version().fileSize());
		Key<Photo> name = Key.text(dialect.choose("v.sort_name_utf8", "v.sort_name"), Photo::originalFilename)
			.boundAs(dialect.choose("STRINGTOUTF8(%s)", "%s"));
		Key<Photo> earliest = Key.wallTime("v.taken_ascending", (photo) -> taken(photo, LAST));
		Key<Photo> latest = Key.wallTime("v.taken_descending", (photo) -> taken(photo, FIRST));
		Order<Photo> newest = Order.ofRow("-created", created.down(), id.down());
		List<Order<Photo>> choices = Stream.concat(
				Stream.of(Order.ofRow("created", created, id), newest, Order.ofRow("taken", earliest, id),
						Order.ofRow("-taken", latest.down(), id.down())),
				Stream.of(both("rating", rating, id), both("size", size, id), both("name", name, id))
					.flatMap(List::stream))
			.toList();
		return new Orders<>(newest, choices, null);
	}

	/**
	 * Returns the order by the name of the event. Photos without an event come last.
	 * @return the order
	 */
	public static Order<Photo> byEvent(Dialect dialect, boolean descending) {
		Key<Photo> none = Key.number("CASE WHEN v.event_name IS NULL THEN 1 ELSE 0 END",
				(photo) -> (photo.version().eventName() != null) ? 0L : 1L);
		Key<Photo> name = Key
			.<Photo>text(dialect.choose("STRINGTOUTF8(COALESCE(v.event_name, ''))", "COALESCE(v.event_name, '')"),
					(photo) -> Objects.requireNonNullElse(photo.version().eventName(), ""))
			.boundAs(dialect.choose("STRINGTOUTF8(%s)", "%s"));
		Key<Photo> id = Key.id("v.id", (photo) -> photo.version().id());
		return descending ? Order.of("-event", none, name.down(), id.down()) : Order.of("event", none, name, id);
	}

	/**
	 * Returns the order by similarity. The selection must be of similar photos.
	 * @param near the hash that they are similar to
	 * @return the order; photos of one similarity are in the order of their ids
	 */
	public static Order<Photo> bySimilarity(Dialect dialect, NearHash near, boolean descending) {
		Key<Photo> similarity = Key.number(near.similarity(dialect, "v.phash"),
				(photo) -> (long) Likeness.similarity(
						Likeness.distance(near.hash(), Objects.requireNonNull(photo.version().phash()))));
		Key<Photo> id = Key.id("v.id", (photo) -> photo.version().id());
		return descending ? Order.of("-similarity", similarity.down(), id) : Order.of("similarity", similarity, id);
	}

	private static List<Order<Photo>> both(String name, Key<Photo> key, Key<Photo> id) {
		return List.of(Order.ofRow(name, key, id), Order.ofRow("-" + name, key.down(), id.down()));
	}

	private static LocalDateTime taken(Photo photo, LocalDateTime unknown) {
		return Objects.requireNonNullElse(photo.version().takenAt(), unknown);
	}

}
