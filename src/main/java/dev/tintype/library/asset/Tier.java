package dev.tintype.library.asset;

import java.util.Locale;

/**
 * The quality of a version of an asset, lowest first.
 */
public enum Tier {

	/** The original as it came. */
	BRONZE,

	/** A copy that has been described. */
	SILVER,

	/** A copy that has been reviewed, with embedded metadata. */
	GOLD;

	/**
	 * The value of the column {@code tier}.
	 * @return in lower case
	 */
	public String text() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Reads a value of the column {@code tier}.
	 * @return the tier
	 * @throws IllegalArgumentException when there is no such tier
	 */
	public static Tier of(String text) {
		for (Tier tier : values()) {
			if (tier.text().equals(text)) {
				return tier;
			}
		}
		throw new IllegalArgumentException("There is no tier " + text);
	}

}
