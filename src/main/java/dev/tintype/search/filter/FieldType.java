package dev.tintype.search.filter;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

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
	MOMENT(EnumSet.range(Operator.EQUAL, Operator.IN), "VARCHAR"),

	/** True or false. */
	FLAG(EnumSet.of(Operator.EQUAL, Operator.NOT_EQUAL), "BOOLEAN"),

	/** A UUID. */
	ID(EnumSet.of(Operator.EQUAL, Operator.NOT_EQUAL, Operator.IN), "UUID");

	/** The operators for a list of any type. */
	static final Set<Operator> OF_LISTS = EnumSet.of(Operator.CONTAINS, Operator.IN, Operator.EXISTS);

	private final Set<Operator> operators;

	private final String element;

	FieldType(EnumSet<Operator> operators, String element) {
		this.operators = operators;
		this.operators.add(Operator.EXISTS);
		this.element = element;
	}

	Set<Operator> operators() {
		return this.operators;
	}

	/**
	 * The SQL type of the elements of an array of values, on both databases.
	 */
	String element() {
		return this.element;
	}

	/**
	 * The name that clients see, in lower case.
	 */
	String label() {
		return (this == INTEGER || this == DECIMAL) ? "number" : name().toLowerCase(Locale.ROOT);
	}

}
