package dev.tintype.image.registry;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import dev.tintype.data.sql.Dialect;
import dev.tintype.support.Texts;
import dev.tintype.web.http.Cursor;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;

/**
 * An order of the listing. Each ends in the id and puts nulls last.
 *
 * @param key what it sorts by
 * @param descending whether from the greatest to the least
 */
record ImageOrder(Key key, boolean descending) {

	/** What {@code sort} may be. */
	static final List<String> NAMES = List.of("created", "-created", "filename", "-filename", "size", "-size");

	/** The newest first. */
	static final String DEFAULT = "-created";

	/** What can be sorted by. */
	enum Key {

		/** The moment of registration. */
		CREATED,

		/** The file name, by code point. */
		FILENAME,

		/** The size in bytes. */
		SIZE

	}

	/**
	 * Reads a name.
	 * @param name one of {@link #NAMES}
	 * @return its order
	 */
	static ImageOrder of(String name) {
		boolean descending = name.startsWith("-");
		String key = descending ? name.substring(1) : name;
		return new ImageOrder(Key.valueOf(key.toUpperCase(java.util.Locale.ROOT)), descending);
	}

	/**
	 * The inverse of {@link #of}.
	 * @return one of {@link #NAMES}
	 */
	String name() {
		return (this.descending ? "-" : "") + this.key.name().toLowerCase(java.util.Locale.ROOT);
	}

	/**
	 * The place of a row.
	 * @param image the row
	 * @return the cursor behind it
	 */
	Cursor cursor(Image image) {
		String value = switch (this.key) {
			case CREATED -> image.createdAt().toString();
			case FILENAME -> image.filename();
			case SIZE -> Long.toString(Objects.requireNonNullElse(image.size(), unknownSize()));
		};
		return new Cursor(name(), value, image.imageId());
	}

	/**
	 * The value to bind for a cursor's key.
	 * @param cursor of this order
	 * @return an instant, a text or a number
	 * @throws ProblemException of type {@code INVALID_CURSOR} when it is no such thing
	 */
	Object value(Cursor cursor) {
		try {
			return switch (this.key) {
				case CREATED -> Instant.parse(cursor.key());
				case FILENAME -> storable(cursor.key());
				case SIZE -> Long.parseLong(cursor.key());
			};
		}
		catch (DateTimeException | NumberFormatException ex) {
			throw damaged();
		}
	}

	private static String storable(String key) {
		if (Texts.unstorable(key) != null) {
			throw damaged();
		}
		return key;
	}

	private static ProblemException damaged() {
		return new ProblemException(ProblemType.INVALID_CURSOR, "The cursor is damaged.");
	}

	/**
	 * The expression that an index holds for this order.
	 * @param dialect of the database
	 * @return SQL over the alias {@code i}
	 */
	String expression(Dialect dialect) {
		return switch (this.key) {
			case CREATED -> "i.created_at";
			case FILENAME -> dialect.choose("i.filename_utf8", "i.filename");
			case SIZE -> this.descending ? dialect.choose("i.size_descending", "COALESCE(i.file_size, -1)")
					: dialect.choose("i.size_ascending", "COALESCE(i.file_size, 9223372036854775807)");
		};
	}

	/**
	 * The condition of the rows behind a cursor.
	 * @param dialect of the database
	 * @return SQL with the parameters {@code cursor_key} and {@code cursor_id}
	 */
	String behind(Dialect dialect) {
		String key = (this.key == Key.FILENAME) ? dialect.choose("STRINGTOUTF8(:cursor_key)", ":cursor_key")
				: ":cursor_key";
		return "(" + expression(dialect) + ", i.image_id) " + (this.descending ? "<" : ">") + " (" + key
				+ ", :cursor_id)";
	}

	/**
	 * The order of the rows.
	 * @param dialect of the database
	 * @return SQL behind {@code ORDER BY}
	 */
	String orderBy(Dialect dialect) {
		String direction = this.descending ? " DESC" : "";
		return expression(dialect) + direction + ", i.image_id" + direction;
	}

	private long unknownSize() {
		return this.descending ? -1 : Long.MAX_VALUE;
	}

}
