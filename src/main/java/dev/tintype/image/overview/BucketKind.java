package dev.tintype.image.overview;

import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import dev.tintype.data.sql.Dialect;
import dev.tintype.image.registry.Image;
import dev.tintype.image.registry.ImageFields;
import dev.tintype.web.listing.Order;
import org.jspecify.annotations.Nullable;

/**
 * By what a list is divided into buckets.
 */
enum BucketKind {

	/** The month of the time by which the list is ordered, else when it was taken. */
	MONTH("created", "taken") {

		@Override
		String sql(Dialect dialect, Order<Image> order) {
			String time = isOf(order, "created") ? "i.created_at AT TIME ZONE 'UTC'" : TakenTime.sql(dialect);
			return "DATE_TRUNC('month', " + time + ")";
		}

		@Override
		String sorted(Dialect dialect) {
			return "b.bucket";
		}

		@Override
		String key(String value) {
			return value.substring(0, "2026-11".length());
		}

		@Override
		String label(@Nullable String key) {
			return (key != null) ? NAME.format(YearMonth.parse(key)) : "No date";
		}

	},

	/** The folder of the file. Its images surround those of its subfolders. */
	FOLDER("path") {

		@Override
		String sql(Dialect dialect, Order<Image> order) {
			return ImageFields.ALL.sql("folder", dialect);
		}

		@Override
		boolean isContiguous() {
			return false;
		}

		@Override
		String label(@Nullable String key) {
			if (key == null) {
				return "No folder";
			}
			return (key.length() > 1) ? key.substring(key.lastIndexOf('/') + 1) : key;
		}

	},

	/** The first character of the file name, as it is. */
	LETTER("filename") {

		@Override
		String sql(Dialect dialect, Order<Image> order) {
			return dialect.choose(FIRST_H2, "left(i.filename, 1)");
		}

		@Override
		String label(@Nullable String key) {
			return String.valueOf(key);
		}

	};

	private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

	/** H2 counts UTF-16 code units, of which some characters need two. */
	private static final String FIRST_H2 = """
			LEFT(i.filename, CASE WHEN ASCII(i.filename) BETWEEN 55296 AND 56319 THEN 2 ELSE 1 END)""";

	private final Set<String> orders;

	BucketKind(String... orders) {
		this.orders = Set.of(orders);
	}

	static List<String> names() {
		return Arrays.stream(values()).map((kind) -> kind.name().toLowerCase(Locale.ROOT)).toList();
	}

	static BucketKind of(String name) {
		return valueOf(name.toUpperCase(Locale.ROOT));
	}

	/**
	 * Whether an order puts the images of a bucket together.
	 */
	boolean isGroupedBy(Order<Image> order) {
		return this.orders.stream().anyMatch((name) -> isOf(order, name));
	}

	static boolean isOf(Order<Image> order, String name) {
		return order.name().equals(name) || order.name().equals("-" + name);
	}

	/**
	 * The SQL of the bucket of an image, over {@code images i}.
	 */
	abstract String sql(Dialect dialect, Order<Image> order);

	/**
	 * The SQL by which buckets sort, over {@code b}.
	 */
	String sorted(Dialect dialect) {
		return dialect.choose("STRINGTOUTF8(b.bucket)", "b.bucket COLLATE \"C\"");
	}

	/**
	 * Whether no other image stands between those of a bucket, in an order that groups by
	 * it.
	 */
	boolean isContiguous() {
		return true;
	}

	/**
	 * The key of a bucket.
	 * @param value the text of the SQL's value
	 */
	String key(String value) {
		return value;
	}

	abstract String label(@Nullable String key);

}
