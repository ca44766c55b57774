package dev.tintype.data.connection;

import java.util.Locale;

/**
 * The kinds of database that the settings may name.
 */
public enum DatabaseKind {

	H2, POSTGRESQL,

	/** For earlier users of these environment variables; H2 takes its place. */
	SQLITE;

	/**
	 * Reads the kind from a setting.
	 * @param word in any case
	 * @return the kind
	 * @throws DatabaseSettingsException if the word is unknown
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
