package dev.tintype.web.listing;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;

import dev.tintype.support.Texts;
import org.jspecify.annotations.Nullable;

/**
 * One part of the sort key of an {@link Order}.
 *
 * @param <T> what a row means
 * @param column SQL for the key, which is never null and which an index has
 * @param value the key of a row, never null
 * @param type of the value
 * @param descending whether the greatest comes first
 * @param bound SQL for a bound value, in which {@code %s} is the parameter
 */
public record Key<T>(String column, Function<T, ?> value, Type type, boolean descending, String bound) {

	private static final String PARAMETER = "%s";

	/** The least step of a moment that the databases tell apart. */
	private static final Duration STEP = Duration.ofNanos(1_000);

	/** Later than any row, and within what the databases can hold. */
	private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

	/**
	 * A key of moments, ascending.
	 * @param <T> what a row means
	 * @param column as of the record
	 * @param value as of the record
	 * @return the key
	 */
	public static <T> Key<T> moment(String column, Function<T, Instant> value) {
		return new Key<>(column, value, Type.MOMENT, false, PARAMETER);
	}

	/**
	 * A key of whole numbers, ascending.
	 * @param <T> what a row means
	 * @param column as of the record
	 * @param value as of the record
	 * @return the key
	 */
	public static <T> Key<T> number(String column, Function<T, Long> value) {
		return new Key<>(column, value, Type.NUMBER, false, PARAMETER);
	}

	/**
	 * A key of texts, ascending.
	 * @param <T> what a row means
	 * @param column as of the record
	 * @param value as of the record
	 * @return the key
	 */
	public static <T> Key<T> text(String column, Function<T, String> value) {
		return new Key<>(column, value, Type.TEXT, false, PARAMETER);
	}

	/**
	 * A key of ids, ascending.
	 * @param <T> what a row means
	 * @param column as of the record
	 * @param value as of the record
	 * @return the key
	 */
	public static <T> Key<T> id(String column, Function<T, UUID> value) {
		return new Key<>(column, value, Type.ID, false, PARAMETER);
	}

	/**
	 * The same key from the greatest to the least.
	 * @return the key
	 */
	public Key<T> down() {
		return new Key<>(this.column, this.value, this.type, true, this.bound);
	}

	/**
	 * The same key, whose values are converted in SQL to what the column has.
	 * @param sql as of {@code bound}
	 * @return the key
	 */
	public Key<T> boundAs(String sql) {
		return new Key<>(this.column, this.value, this.type, this.descending, sql);
	}

	/**
	 * The key's part of {@code ORDER BY}.
	 * @return SQL
	 */
	String orderBy() {
		return this.descending ? this.column + " DESC" : this.column;
	}

	/**
	 * Compares with a value.
	 * @param operator {@code =}, or that of an ascending order
	 * @return SQL, whose operator is turned round in a descending order
	 */
	String compared(String operator, String parameter) {
		String turned = this.descending ? operator.replace('>', '<') : operator;
		return this.column + " " + turned + " " + this.bound.formatted(":" + parameter);
	}

	/**
	 * The first value behind another one in this direction.
	 * @return null where the type has no next value
	 * @throws ArithmeticException at the end of what the type can hold
	 */
	@Nullable Object next(Object key) {
		int step = this.descending ? -1 : 1;
		return switch (this.type) {
			case NUMBER -> Math.addExact((Long) key, (long) step);
			case MOMENT -> ((Instant) key).plus(STEP.multipliedBy(step));
			case TEXT, ID -> null;
		};
	}

	/**
	 * Whether a value may be bound.
	 * @return false when no row can have it
	 */
	boolean accepts(Object key) {
		return switch (this.type) {
			case NUMBER -> key instanceof Long;
			case MOMENT -> key instanceof Instant moment && !moment.isBefore(Instant.EPOCH) && !moment.isAfter(LATEST);
			case TEXT -> key instanceof String text && Texts.unstorable(text) == null;
			case ID -> key instanceof UUID;
		};
	}

	/**
	 * The types of values.
	 */
	public enum Type {

		/** A moment in microseconds, an {@link Instant}. */
		MOMENT,

		/** A whole number, a {@link Long}. */
		NUMBER,

		/** A text, a {@link String}. */
		TEXT,

		/** An id, a {@link UUID}. */
		ID

	}

}
