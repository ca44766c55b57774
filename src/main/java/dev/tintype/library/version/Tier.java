package dev.tintype.library.version;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The tiers of versions, lowest first.
 */
public enum Tier {

	/** The file as it was ingested. */
	BRONZE,

	/** A copy with metadata from a person or a model. */
	SILVER,

	/** A copy whose file contains its metadata. */
	GOLD;

	/**
	 * The words of all tiers as an SQL expression gives their rank; {@code %s} is one.
	 */
	static final String RANK = "CASE %s WHEN 'gold' THEN 3 WHEN 'silver' THEN 2 ELSE 1 END";

	/**
	 * Returns the word for the tier in JSON and in the database.
	 * @return in lower case
	 */
	@JsonValue
	public String text() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Reads a word.
	 * @return its tier
	 * @throws IllegalArgumentException if there is no such tier
	 */
	public static Tier of(String text) {
		return valueOf(text.toUpperCase(Locale.ROOT));
	}

}
