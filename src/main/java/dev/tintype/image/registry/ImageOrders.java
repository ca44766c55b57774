package dev.tintype.image.registry;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import dev.tintype.data.sql.Dialect;
import dev.tintype.support.Hashes;
import dev.tintype.support.Texts;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;

/**
 * The orders of the listing of images. Each ends with the id, and unknown values come
 * last.
 */
final class ImageOrders {

	/** The parameter of statements that sort in a random order. */
	static final String SEED = "seed";

	static final String NO_SEED = "";

	private static final long NO_SIZE = -1;

	private static final long LONGEST = Integer.MAX_VALUE;

	/** A path that sorts after all others: the last code point. */
	private static final String LAST_PATH = "\uDBFF\uDFFF";

	private static final int DIGITS = 16;

	private static final String CREATED = "i.created_at";

	/** The same on both databases, because both hash the same bytes. */
	private static final String SHUFFLED_H2 = """
			LEFT(LOWER(RAWTOHEX(HASH('SHA-256',
			  STRINGTOUTF8(CAST(i.image_id AS VARCHAR) || CAST(:seed AS VARCHAR))))), 16)""";

	private static final String SHUFFLED_POSTGRESQL = """
			LEFT(encode(sha256(convert_to(CAST(i.image_id AS TEXT) || CAST(:seed AS TEXT), 'UTF8')), 'hex'), 16)
			  COLLATE "C\"""";

	private static final Set<String> RANDOM = Set.of("random", "-random");

	private static final Set<String> WITHOUT_INDEX = Set.of("path", "-path", "caption_length", "-caption_length",
			"random", "-random");

	private ImageOrders() {
	}

	/**
	 * Whether an order sorts by the time of creation.
	 */
	static boolean isOfCreation(Order<Image> order) {
		return order.keys().get(0).column().equals(CREATED);
	}

	/**
	 * Whether the database sorts the rows, because no index has this order. The keys
	 * would make a save of captions update indexes, or store each path twice more.
	 */
	static boolean isSorted(Order<Image> order) {
		return WITHOUT_INDEX.contains(order.name());
	}

	/**
	 * Whether the statements of an order have the parameter {@link #SEED}.
	 */
	static boolean isRandom(Order<Image> order) {
		return RANDOM.contains(order.name());
	}

	/**
	 * Reads the seed of the random order.
	 * @return empty without one
	 */
	static String seed(QueryParameters parameters) {
		return Objects.requireNonNullElse(parameters.text(SEED, Texts.NAME_LENGTH), NO_SEED);
	}

	/**
	 * The orders for a database, whose expressions match its indexes.
	 * @param seed of the random order
	 * @return by default the newest image comes first
	 */
	static Orders<Image> of(Dialect dialect, String seed) {
		Key<Image> id = Key.id("i.image_id", Image::imageId);
		Key<Image> created = Key.moment(CREATED, Image::createdAt);
		Key<Image> filename = Key.text(dialect.choose("i.filename_utf8", "i.filename"), Image::filename)
			.boundAs(dialect.choose("STRINGTOUTF8(%s)", "%s"));
		Key<Image> smallest = Key.number(
				dialect.choose("i.size_ascending", "COALESCE(i.file_size, 9223372036854775807)"),
				(image) -> Objects.requireNonNullElse(image.size(), Long.MAX_VALUE));
		Key<Image> largest = Key.number(dialect.choose("i.size_descending", "COALESCE(i.file_size, -1)"),
				(image) -> Objects.requireNonNullElse(image.size(), NO_SIZE));
		Key<Image> taken = Key.wallTime(dialect.choose(ImageFields.TAKEN_H2, ImageFields.TAKEN_POSTGRESQL),
				Image::sortedTime);
		Key<Image> shuffled = Key.text(dialect.choose(SHUFFLED_H2, SHUFFLED_POSTGRESQL),
				(image) -> shuffled(image.imageId(), seed));
		Order<Image> newest = Order.ofRow("-created", created.down(), id.down());
		return new Orders<>(newest,
				Stream
					.of(List.of(Order.ofRow("created", created, id), newest), both("filename", filename, filename, id),
							both("size", smallest, largest, id), both("taken", taken, taken, id),
							both("path", path(dialect, LAST_PATH), path(dialect, ""), id),
							both("caption_length", length(dialect, LONGEST), length(dialect, -1), id),
							both("random", shuffled, shuffled, id))
					.flatMap(List::stream)
					.toList(),
				null);
	}

	private static List<Order<Image>> both(String name, Key<Image> ascending, Key<Image> descending, Key<Image> id) {
		return List.of(Order.ofRow(name, ascending, id), Order.ofRow("-" + name, descending.down(), id.down()));
	}

	private static Key<Image> path(Dialect dialect, String unknown) {
		String path = "COALESCE(i.file_path, " + (unknown.isEmpty() ? "''" : "U&'\\+10FFFF'") + ")";
		return Key
			.<Image>text(dialect.choose("STRINGTOUTF8(" + path + ")", path),
					(image) -> Objects.requireNonNullElse(image.path(), unknown))
			.boundAs(dialect.choose("STRINGTOUTF8(%s)", "%s"));
	}

	private static Key<Image> length(Dialect dialect, long unknown) {
		String length = dialect.choose(ImageFields.CODE_POINTS_H2, ImageFields.CODE_POINTS_POSTGRESQL);
		return Key.number("CAST(COALESCE(" + length + ", " + unknown + ") AS BIGINT)",
				(image) -> (image.caption() != null) ? image.caption().codePointCount(0, image.caption().length())
						: unknown);
	}

	private static String shuffled(UUID id, String seed) {
		return Hashes.sha256((id + seed).getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
	}

}
