package dev.tintype.image.registry;

import java.util.List;
import java.util.Objects;

import dev.tintype.data.sql.Dialect;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;

/**
 * The orders of the listing of images. Each ends with the id, and unknown sizes come
 * last.
 */
final class ImageOrders {

	private static final long NO_SIZE = -1;

	private static final String CREATED = "i.created_at";

	private ImageOrders() {
	}

	/**
	 * Whether an order sorts by the time of creation.
	 */
	static boolean isOfCreation(Order<Image> order) {
		return order.keys().get(0).column().equals(CREATED);
	}

	/**
	 * The orders for a database, whose expressions match its indexes.
	 * @return by default the newest image comes first
	 */
	static Orders<Image> of(Dialect dialect) {
		Key<Image> id = Key.id("i.image_id", Image::imageId);
		Key<Image> created = Key.moment(CREATED, Image::createdAt);
		Key<Image> filename = Key.text(dialect.choose("i.filename_utf8", "i.filename"), Image::filename)
			.boundAs(dialect.choose("STRINGTOUTF8(%s)", "%s"));
		Key<Image> smallest = Key.number(
				dialect.choose("i.size_ascending", "COALESCE(i.file_size, 9223372036854775807)"),
				(image) -> Objects.requireNonNullElse(image.size(), Long.MAX_VALUE));
		Key<Image> largest = Key
			.<Image>number(dialect.choose("i.size_descending", "COALESCE(i.file_size, -1)"),
					(image) -> Objects.requireNonNullElse(image.size(), NO_SIZE))
			.down();
		Order<Image> newest = Order.ofRow("-created", created.down(), id.down());
		return new Orders<>(newest,
				List.of(Order.ofRow("created", created, id), newest, Order.ofRow("filename", filename, id),
						Order.ofRow("-filename", filename.down(), id.down()), Order.ofRow("size", smallest, id),
						Order.ofRow("-size", largest, id.down())),
				null);
	}

}
