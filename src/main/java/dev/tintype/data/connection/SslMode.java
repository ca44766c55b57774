package dev.tintype.data.connection;

import java.util.Locale;

import io.r2dbc.postgresql.client.SSLMode;

/**
 * How a connection to PostgreSQL is secured, in the words of libpq ({@code sslmode}).
 */
public enum SslMode {

	DISABLE, ALLOW, PREFER, REQUIRE, VERIFY_CA, VERIFY_FULL;

	/**
	 * Reads a word of libpq.
	 * @param word such as {@code verify-full}, in any case
	 * @return the mode
	 * @throws DatabaseSettingsException if the word is unknown
	 */
	public static SslMode of(String word) {
		for (SslMode mode : values()) {
			if (mode.word().equals(word.strip().toLowerCase(Locale.ROOT))) {
				return mode;
			}
		}
		throw new DatabaseSettingsException(
				"The sslmode must be one of disable, allow, prefer, require, verify-ca, verify-full");
	}

	public String word() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	public SSLMode toDriver() {
		return SSLMode.fromValue(word());
	}

}
