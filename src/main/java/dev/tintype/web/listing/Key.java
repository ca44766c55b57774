package dev.tintype.web.listing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import java.util.function.Function;

import dev.tintype.support.Texts;
import org.jspecify.annotations.Nullable;

/**
 * One part of the sort key of an {@link Order}.
 *
 * @param <T> what a row means
 * @param column SQL for the key. It is never null, and an index contains it
 * @param value the key of a row, never null
 * @param descending whether the greatest value comes first
 * @param bound SQL for a bound value, in which {@code %s} is the parameter
 */
public record Key<T>(String column, Function<T, ?> value, Type type, boolean descending, String bound) {

	private static final String PARAMETER = "%s";

	/** The smallest difference between two timestamps that the databases store. */
	private static final Duration STEP = Duration.ofNanos(1_000);

	private static final int LAST_YEAR = 9999;

	/** Later than any row, and within the range of the databases. */
	private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

	/**
	 * A key of timestamps, ascending.
	 * @return the key
	 */
	public static <T> Key<T> moment(String column, Function<T, Instant> value) {
		return new Key<>(column, value, Type.MOMENT, false, PARAMETER);
	}

	/**
	 * A key of wall-clock times without a zone, ascending.
	 * @return the key
	 */
	public static <T> Key<T> wallTime(String column, Function<T, LocalDateTime> value) {
		return new Key<>(column, value.andThen(DateTimeFormatter.ISO_LOCAL_DATE_TIME::format), Type.WALL_TIME, false,
				"CAST(CAST(" + PARAMETER + " AS VARCHAR) AS TIMESTAMP)");
	}

	/**
	 * A key of whole numbers, ascending.
	 * @return the key
	 */
	public static <T> Key<T> number(String column, Function<T, Long> value) {
		return new Key<>(column, value, Type.NUMBER, false, PARAMETER);
	}

	/**
	 * A key of texts, ascending.
	 * @return the key
	 */
	public static <T> Key<T> text(String column, Function<T, String> value) {
		return new Key<>(column, value, Type.TEXT, false, PARAMETER);
	}

	/**
	 * A key of ids, ascending.
	 * @return the key
	 */
	public static <T> Key<T> id(String column, Function<T, UUID> value) {
		return new Key<>(column, value, Type.ID, false, PARAMETER);
	}

	/**
	 * Returns the same key in descending order.
	 * @return the key
	 */
	public Key<T> down() {
		return new Key<>(this.column, this.value, this.type, true, this.bound);
	}

	/**
	 * Returns the same key in the other direction.
	 */
	Key<T> reversed() {
		return new Key<>(this.column, this.value, this.type, !this.descending, this.bound);
	}

	/**
	 * Returns the same key. SQL converts its bound values to the type of the column.
	 * @param sql as in {@code bound}
	 * @return the key
	 */
	public Key<T> boundAs(String sql) {
		return new Key<>(this.column, this.value, this.type, this.descending, sql);
	}

	/**
	 * Returns the key's part of {@code ORDER BY}.
	 */
	String orderBy() {
		return this.descending ? this.column + " DESC" : this.column;
	}

	/**
	 * Compares the key with a parameter.
	 * @param operator {@code =}, or that of an ascending order
	 * @return SQL. A descending order reverses the operator
	 */
	String compared(String operator, String parameter) {
		return comparedTo(operator, this.bound.formatted(":" + parameter));
	}

	/**
	 * Compares the key with that of another row.
	 * @param operator as in {@link #compared}
	 * @param key the SQL of the other key
	 */
	String comparedTo(String operator, String key) {
		String turned = this.descending ? operator.replace('>', '<') : operator;
		return this.column + " " + turned + " " + key;
	}

	/**
	 * Returns the value that follows another one in this direction.
	 * @return null if the type has no next value
	 * @throws ArithmeticException if the value is the last one of its type
	 */
	@Nullable Object next(Object key) {
		int step = this.descending ? -1 : 1;
		return switch (this.type) {
			case NUMBER -> Math.addExact((Long) key, (long) step);
			case MOMENT -> ((Instant) key).plus(STEP.multipliedBy(step));
			case TEXT, ID, WALL_TIME -> null;
		};
	}

	/**
	 * Tells whether a value may be bound.
	 * @return false if no row can have it
	 */
	boolean accepts(Object key) {
		return switch (this.type) {
			case NUMBER -> key instanceof Long;
			case MOMENT -> key instanceof Instant moment && !moment.isBefore(Instant.EPOCH) && !moment.isAfter(LATEST);
			case TEXT -> key instanceof String text && Texts.unstorable(text) == null;
			case ID -> key instanceof UUID;
			case WALL_TIME -> key instanceof String text && isWallTime(text);
		};
	}

	private static boolean isWallTime(String text) {
		try {
			int year = LocalDateTime.parse(text).getYear();
			return year >= 1 && year <= LAST_YEAR;
		}
		catch (DateTimeParseException ex) {
			return false;
		}
	}

	/**
	 * The types of values.
	 */
	public enum Type {

		/** A timestamp in microseconds, an {@link Instant}. */
		MOMENT,

		/** A whole number, a {@link Long}. */
		NUMBER,

		/** A text, a {@link String}. */
		TEXT,

		/** An id, a {@link UUID}. */
		ID,

		/** A time without a zone, an ISO text of a {@link LocalDateTime}. */
		WALL_TIME

	}

}
