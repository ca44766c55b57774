package dev.tintype.data.connection;

import java.util.Locale;

/**
 * The kinds of database that the settings may name.
 */
public enum DatabaseKind {

	H2, POSTGRESQL,

	/** What earlier users of the environment names had: served by H2. */
	SQLITE;

	/**
	 * Reads a {@code DB_TYPE}.
	 * @param word in any case
	 * @return the kind
	 * @throws DatabaseSettingsException if it is no known word
	 */
	static DatabaseKind of(String setting, String word) {
		return switch (word.strip().toLowerCase(Locale.ROOT)) {
			case "h2" -> H2;
			case "sqlite" -> SQLITE;
			case "postgres", "postgresql" -> POSTGRESQL;
			default -> throw new DatabaseSettingsException(
					setting + " must be h2 or postgresql, not \"" + word.strip() + "\"");
		};
	}

}
