package dev.tintype.operation.seed;

import org.jspecify.annotations.Nullable;

/**
 * A column as the database describes it.
 *
 * @param name of the column
 * @param type its name in {@code information_schema}, in lower case
 * @param length the most characters, null for any number
 * @param required whether a row must have a value
 * @param generated whether the database gives it its value: a number that was given would
 * be given again
 */
record SeedColumn(String name, String type, @Nullable Long length, boolean required, boolean generated) {

	/**
	 * Its name in SQL.
	 * @return quoted
	 */
	String quoted() {
		return "\"" + this.name.replace("\"", "\"\"") + "\"";
	}

	/**
	 * Whether its values are JSON.
	 * @return true for both types of PostgreSQL
	 */
	boolean isJson() {
		return this.type.startsWith("json");
	}

}
