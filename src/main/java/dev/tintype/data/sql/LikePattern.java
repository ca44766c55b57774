package dev.tintype.data.sql;

/**
 * Patterns for {@code LIKE}.
 */
public final class LikePattern {

	private LikePattern() {
	}

	/**
	 * Returns the pattern of texts that contain another.
	 * @param part any text; {@code %}, {@code _} and {@code \} stand for themselves
	 * @return the pattern, with the usual backslash as escape character
	 */
	public static String containing(String part) {
		return "%" + startingWith(part);
	}

	/**
	 * Returns the pattern of texts that start with another.
	 * @param beginning any text; {@code %}, {@code _} and {@code \} stand for themselves
	 * @return the pattern, with the usual backslash as escape character
	 */
	public static String startingWith(String beginning) {
		return beginning.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
	}

}
