package dev.tintype.search.filter;

/**
 * How a condition compares.
 */
enum Operator {

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

	/** Has a value. */
	EXISTS("EXISTS");

	private final String symbol;

	Operator(String symbol) {
		this.symbol = symbol;
	}

	/**
	 * The operator as it is written in a filter.
	 * @return a sign, or one or two words in capitals
	 */
	String symbol() {
		return this.symbol;
	}

}
