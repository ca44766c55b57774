package dev.tintype.library.collection;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The operators of smart rules.
 */
enum RuleOperator {

	EQUALS,

	/** A part of a text, or an element of a list, in any case. */
	CONTAINS,

	/** The bound is included. */
	GREATER_THAN,

	/** The bound is included. */
	LESS_THAN,

	/** Both bounds are included. */
	BETWEEN,

	/** One of several values. */
	IN,

	/** Not earlier than a number of days before now. */
	IN_LAST_DAYS;

	String text() {
		return name().toLowerCase(Locale.ROOT);
	}

	static @Nullable RuleOperator of(String text) {
		return Arrays.stream(values()).filter((operator) -> operator.text().equals(text)).findFirst().orElse(null);
	}

	static List<String> names() {
		return Arrays.stream(values()).map(RuleOperator::text).toList();
	}

}
