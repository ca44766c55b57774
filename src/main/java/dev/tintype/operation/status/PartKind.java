package dev.tintype.operation.status;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The kinds of parts of a schema, in the order of the reports.
 */
enum PartKind {

	TABLE, COLUMN, NULLABILITY, PRIMARY_KEY, UNIQUE, FOREIGN_KEY, CHECK, INDEX;

	/**
	 * The name in responses.
	 * @return in lower case
	 */
	@JsonValue
	String label() {
		return name().toLowerCase(Locale.ROOT);
	}

}
