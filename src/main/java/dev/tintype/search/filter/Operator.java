package dev.tintype.search.filter;

/**
 * The operators of conditions.
 */
public enum Operator {

	EQUAL("="), NOT_EQUAL("!="), GREATER(">"), AT_LEAST(">="), LESS("<"), AT_MOST("<="),

	/** Between two values, both included. */
	BETWEEN("TO"),

	/** One of several values. */
	IN("IN"),

	/** A part of a text, or an element of a list, in any case. */
	CONTAINS("CONTAINS"),

	/** The beginning of a text, exactly. */
	STARTS_WITH("STARTS WITH"),

	/** A regular expression. */
	MATCHES("MATCHES"),

	/** The field has a value. */
	EXISTS("EXISTS");

	private final String symbol;

	Operator(String symbol) {
		this.symbol = symbol;
	}

	/**
	 * The operator as a filter contains it: a sign, or one or two words in capitals.
	 */
	String symbol() {
		return this.symbol;
	}

}
