package dev.tintype.operation.seed;

import org.jspecify.annotations.Nullable;

/**
 * A column as the database describes it.
 *
 * @param name of the column
 * @param type its name in {@code information_schema}, in lower case
 * @param length the largest number of characters; null if there is no limit
 * @param required whether a row must have a value
 * @param generated whether the database generates the value; it could later generate a
 * value that a file had given
 */
record SeedColumn(String name, String type, @Nullable Long length, boolean required, boolean generated) {

	/**
	 * The name as SQL writes it.
	 * @return in double quotation marks
	 */
	String quoted() {
		return "\"" + this.name.replace("\"", "\"\"") + "\"";
	}

	/**
	 * Whether the values are JSON.
	 * @return true for both JSON types of PostgreSQL
	 */
	boolean isJson() {
		return this.type.startsWith("json");
	}

}
