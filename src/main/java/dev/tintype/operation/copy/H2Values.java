package dev.tintype.operation.copy;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Converts values of H2 to the text that PostgreSQL writes, and back.
 */
final class H2Values {

	private static final DateTimeFormatter DATE = new DateTimeFormatterBuilder()
		.appendValue(ChronoField.YEAR, 4, 9, SignStyle.NOT_NEGATIVE)
		.appendPattern("-MM-dd")
		.toFormatter();

	private static final DateTimeFormatter LOCAL_TIMESTAMP = new DateTimeFormatterBuilder().append(DATE)
		.appendPattern(" HH:mm:ss")
		.appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
		.toFormatter();

	private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder().append(LOCAL_TIMESTAMP)
		.appendOffset("+HH", "+00")
		.toFormatter();

	private H2Values() {
	}

	static void write(ResultSet row, int index, ColumnType type, CopyOutput out) throws SQLException, IOException {
		switch (type) {
			case TEXT -> text(row.getCharacterStream(index), out);
			case BYTES -> bytes(row.getBinaryStream(index), out);
			case JSON -> text(row.getCharacterStream(index), out);
			case TEXT_ARRAY -> array(row.getArray(index), out);
			default -> {
				String plain = plain(row, index, type);
				if (row.wasNull()) {
					out.nothing();
				}
				else {
					out.plain(plain);
				}
			}
		}
	}

	private static String plain(ResultSet row, int index, ColumnType type) throws SQLException {
		return switch (type) {
			case TIMESTAMP -> {
				OffsetDateTime moment = row.getObject(index, OffsetDateTime.class);
				yield (moment != null) ? TIMESTAMP.format(moment.withOffsetSameInstant(ZoneOffset.UTC)) : "";
			}
			case LOCAL_TIMESTAMP -> {
				LocalDateTime time = row.getObject(index, LocalDateTime.class);
				yield (time != null) ? LOCAL_TIMESTAMP.format(time) : "";
			}
			case DATE -> {
				LocalDate day = row.getObject(index, LocalDate.class);
				yield (day != null) ? DATE.format(day) : "";
			}
			case BOOLEAN -> row.getBoolean(index) ? "t" : "f";
			default -> String.valueOf(row.getString(index));
		};
	}

	private static void text(@Nullable Reader value, CopyOutput out) throws IOException {
		if (value == null) {
			out.nothing();
			return;
		}
		try (value) {
			out.text(value);
		}
	}

	private static void bytes(@Nullable InputStream value, CopyOutput out) throws IOException {
		if (value == null) {
			out.nothing();
			return;
		}
		try (value) {
			out.bytes(value);
		}
	}

	private static void array(@Nullable Array value, CopyOutput out) throws SQLException, IOException {
		if (value == null) {
			out.nothing();
			return;
		}
		out.text(TextArray.literal((@Nullable Object[]) value.getArray()));
	}

	static void bind(PreparedStatement insert, int index, ColumnType type, CopyInput in)
			throws SQLException, IOException {
		if (in.isNull()) {
			insert.setNull(index, Types.NULL);
			return;
		}
		switch (type) {
			case TEXT, JSON -> {
				if (in.isWhole()) {
					insert.setString(index, in.text());
				}
				else {
					insert.setCharacterStream(index, in.longText());
				}
			}
			case BYTES -> {
				if (in.isWhole()) {
					insert.setBytes(index, in.bytes().readAllBytes());
				}
				else {
					insert.setBinaryStream(index, in.bytes());
				}
			}
			case TEXT_ARRAY -> insert.setObject(index, TextArray.elements(in.wholeText()));
			default -> insert.setObject(index, object(type, in.text()));
		}
	}

	private static Object object(ColumnType type, String text) throws IOException {
		try {
			return switch (type) {
				case UUID -> UUID.fromString(text);
				case TIMESTAMP -> OffsetDateTime.parse(text, TIMESTAMP);
				case LOCAL_TIMESTAMP -> LocalDateTime.parse(text, LOCAL_TIMESTAMP);
				case DATE -> LocalDate.parse(text, DATE);
				case BOOLEAN -> text.equals("t");
				case INTEGER -> Long.valueOf(text);
				case DECIMAL -> new BigDecimal(text);
				case DOUBLE -> Double.valueOf(text);
				case TEXT, BYTES, JSON, TEXT_ARRAY -> text;
			};
		}
		catch (DateTimeParseException | IllegalArgumentException ex) {
			throw new IOException("H2 cannot store this %s: %s".formatted(type.name().toLowerCase(Locale.ROOT), text),
					ex);
		}
	}

}
