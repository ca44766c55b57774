package dev.tintype.data.sql;

/**
 * The fragments of SQL that H2 and PostgreSQL cannot share. Where a whole statement
 * differs, the feature keeps both texts side by side. Nothing else depends on the
 * database.
 */
public enum Dialect {

	/** The embedded database, in its PostgreSQL mode. */
	H2,

	/** PostgreSQL 15 or later. */
	POSTGRESQL;

	/**
	 * Chooses between two statements with the same meaning.
	 * @param <T> usually a text
	 * @return the one of this dialect
	 */
	public <T> T choose(T h2, T postgresql) {
		return switch (this) {
			case H2 -> h2;
			case POSTGRESQL -> postgresql;
		};
	}

	/**
	 * Searches for many keys. H2 finds the rows by the index, but then compares each with
	 * every array element, and decodes a text element each time. For 1,000 ids that takes
	 * three times as long as a join, for 1,000 texts thirteen times. PostgreSQL does
	 * neither.
	 * @param column the key, with the table's alias if it has one
	 * @param type of an element, as H2 calls it
	 * @param parameter the array, without duplicate keys
	 * @return the text that follows the table in {@code FROM}; further conditions may
	 * follow with {@code AND}
	 */
	public String among(String column, String type, String parameter) {
		String join = "JOIN unnest(CAST(:%2$s AS %3$s ARRAY)) AS asked(%2$s) ON %1$s = asked.%2$s";
		return choose(join, "WHERE %1$s = ANY(:%2$s)").formatted(column, parameter, type);
	}

}
