package dev.tintype.operation.seed;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import dev.tintype.operation.seed.SeedTable.SeedFault;
import dev.tintype.support.Ids;
import dev.tintype.support.Texts;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Converts values to the types of their columns, whatever type YAML would choose. A text
 * column gets {@code 007} as it is written.
 */
final class SeedValues {

	private static final Set<String> NULLS = Set.of("", "~", "null");

	private static final BigDecimal LONG_MOST = BigDecimal.valueOf(Long.MAX_VALUE);

	/** The same time for all rows. */
	private final OffsetDateTime now;

	/**
	 * Creates the conversion of one run.
	 */
	SeedValues(OffsetDateTime now) {
		this.now = now.truncatedTo(ChronoUnit.MICROS);
	}

	/**
	 * Converts a value.
	 * @param node as it is written
	 * @return a value for JDBC; JSON is a text
	 * @throws SeedFault if the column cannot have the value
	 */
	@Nullable Object read(SeedColumn column, Node node) {
		if (column.generated()) {
			throw new SeedFault(column.name(), "must not be given: the database generates it");
		}
		boolean isNull = node instanceof ScalarNode scalar && scalar.isPlain()
				&& NULLS.contains(scalar.getValue().toLowerCase(Locale.ROOT));
		if (isNull) {
			if (column.required()) {
				throw new SeedFault(column.name(), "must not be null");
			}
			return null;
		}
		if (column.isJson()) {
			return SeedJson.of(column.name(), node);
		}
		if (!(node instanceof ScalarNode scalar)) {
			throw new SeedFault(column.name(), "must be a single value of type " + column.type());
		}
		try {
			return typed(column, scalar.getValue());
		}
		catch (DateTimeException | ArithmeticException | IllegalArgumentException ex) {
			throw new SeedFault(column.name(), "must be " + form(column.type()));
		}
	}

	private Object typed(SeedColumn column, String text) {
		return switch (column.type()) {
			case "character varying", "character", "text", "character large object" -> text(column, text);
			case "boolean" -> flag(text);
			case "smallint" -> integer(text, Short.MIN_VALUE, Short.MAX_VALUE);
			case "integer" -> integer(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
			case "bigint" -> integer(text, Long.MIN_VALUE, Long.MAX_VALUE);
			case "numeric", "decimal", "decfloat" -> new BigDecimal(text.strip());
			case "double precision", "real", "float" -> finite(Double.parseDouble(text.strip()));
			case "uuid" -> Objects.requireNonNullElseGet(Ids.parse(text.strip()), () -> noId(text));
			case "date" -> isNow(text) ? this.now.toLocalDate() : LocalDate.parse(text.strip());
			case "time without time zone", "time" ->
				isNow(text) ? this.now.toLocalTime() : LocalTime.parse(text.strip());
			case "timestamp without time zone", "timestamp" ->
				isNow(text) ? this.now.toLocalDateTime() : LocalDateTime.parse(joined(text));
			case "timestamp with time zone" ->
				isNow(text) ? this.now : OffsetDateTime.parse(joined(text)).withOffsetSameInstant(ZoneOffset.UTC);
			default -> throw new SeedFault(column.name(), "has the type " + column.type() + ", which cannot be seeded");
		};
	}

	private static String text(SeedColumn column, String text) {
		String fault = (column.length() != null)
				? Texts.fault(text, 0, (int) Math.min(column.length(), Integer.MAX_VALUE)) : Texts.unstorable(text);
		if (fault != null) {
			throw new SeedFault(column.name(), fault);
		}
		return text;
	}

	private static Boolean flag(String text) {
		return switch (text.strip().toLowerCase(Locale.ROOT)) {
			case "true" -> Boolean.TRUE;
			case "false" -> Boolean.FALSE;
			default -> throw new IllegalArgumentException("neither true nor false");
		};
	}

	private static Long integer(String text, long least, long most) {
		BigDecimal number = new BigDecimal(text.strip());
		if (number.abs().compareTo(LONG_MOST.add(BigDecimal.ONE)) > 0) {
			throw new ArithmeticException("too large");
		}
		long value = number.longValueExact();
		if (value < least || value > most) {
			throw new ArithmeticException("too large");
		}
		return value;
	}

	private static Double finite(double number) {
		if (Double.isNaN(number) || Double.isInfinite(number)) {
			throw new ArithmeticException("no number");
		}
		return number;
	}

	private static UUID noId(String text) {
		throw new IllegalArgumentException(text.length() + " characters that are no id");
	}

	private static boolean isNow(String text) {
		return text.strip().equals("now");
	}

	// Many people write a space between date and time.
	private static String joined(String text) {
		return text.strip().replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) +", "$1T").replaceFirst(" +(?=Z|[+-]\\d\\d:)", "");
	}

	private static String form(String type) {
		return switch (type) {
			case "boolean" -> "true or false";
			case "smallint", "integer", "bigint" -> "a whole number in the range of " + type;
			case "uuid" -> "a UUID";
			case "date" -> "a date such as 2026-03-01, or now";
			case "timestamp with time zone" -> "a moment with its offset such as 2026-03-01T09:30:00Z, or now";
			case "timestamp without time zone", "timestamp" -> "a moment such as 2026-03-01T09:30:00, or now";
			case "time without time zone", "time" -> "a time such as 09:30:00, or now";
			default -> "a number";
		};
	}

}
