package dev.tintype.search.filter;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * The types of fields and the operators that they support.
 */
enum FieldType {

	/** A text, compared by code point. */
	TEXT(EnumSet.allOf(Operator.class), "VARCHAR"),

	/** A whole number. */
	INTEGER(EnumSet.range(Operator.EQUAL, Operator.IN), "BIGINT"),

	/** A number with a fraction. */
	DECIMAL(EnumSet.range(Operator.EQUAL, Operator.IN), "DOUBLE PRECISION"),

	/** A time. */
	MOMENT(EnumSet.range(Operator.EQUAL, Operator.IN), "TIMESTAMP WITH TIME ZONE"),

	/** A time without a zone, which is compared as if it were UTC. */
	WALL_TIME(EnumSet.range(Operator.EQUAL, Operator.IN), "TIMESTAMP"),

	/** True or false. */
	FLAG(EnumSet.of(Operator.EQUAL, Operator.NOT_EQUAL), "BOOLEAN"),

	/** A UUID. */
	ID(EnumSet.of(Operator.EQUAL, Operator.NOT_EQUAL, Operator.IN), "UUID");

	/** The operators for a list of any type. */
	static final Set<Operator> OF_LISTS = EnumSet.of(Operator.CONTAINS, Operator.IN, Operator.EXISTS);

	private final Set<Operator> operators;

	private final String sql;

	FieldType(EnumSet<Operator> operators, String sql) {
		this.operators = operators;
		this.operators.add(Operator.EXISTS);
		this.sql = sql;
	}

	Set<Operator> operators() {
		return this.operators;
	}

	/**
	 * The SQL type of a value, on both databases.
	 */
	String sql() {
		return this.sql;
	}

	boolean isTime() {
		return this == MOMENT || this == WALL_TIME;
	}

	/**
	 * Returns a moment as the value that is bound for this type of time.
	 */
	Object time(Instant moment) {
		return (this == WALL_TIME) ? LocalDateTime.ofInstant(moment, ZoneOffset.UTC) : moment;
	}

	/**
	 * Returns a moment as a text that SQL casts to this type of time.
	 */
	String text(Instant moment) {
		String text = moment.toString();
		return (this == WALL_TIME) ? text.substring(0, text.length() - 1) : text;
	}

	/**
	 * Whether a value is one that a condition on this type may have.
	 */
	boolean accepts(Object value) {
		return switch (this) {
			case TEXT -> value instanceof String;
			case INTEGER -> value instanceof Long;
			case DECIMAL -> value instanceof Double;
			case MOMENT, WALL_TIME -> value instanceof TimeSpan;
			case FLAG -> value instanceof Boolean;
			case ID -> value instanceof UUID;
		};
	}

	/**
	 * The name that clients see, in lower case.
	 */
	String label() {
		return switch (this) {
			case INTEGER, DECIMAL -> "number";
			case WALL_TIME -> MOMENT.label();
			default -> name().toLowerCase(Locale.ROOT);
		};
	}

}
