package dev.tintype.sql;

/**
 * The fragments of SQL that H2 and PostgreSQL cannot share. Where a whole statement
 * differs, the feature keeps both side by side; there is no other condition on the
 * database anywhere.
 */
public enum Dialect {

	/** The embedded database, in its PostgreSQL mode. */
	H2,

	/** PostgreSQL 15 or later. */
	POSTGRESQL;

	/**
	 * Chooses between two statements that mean the same.
	 * @param <T> usually a text
	 * @param h2 for H2
	 * @param postgresql for PostgreSQL
	 * @return the one of this dialect
	 */
	public <T> T choose(T h2, T postgresql) {
		return switch (this) {
			case H2 -> h2;
			case POSTGRESQL -> postgresql;
		};
	}

}
