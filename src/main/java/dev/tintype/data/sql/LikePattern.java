package dev.tintype.data.sql;

/**
 * Patterns for {@code LIKE}.
 */
public final class LikePattern {

	private LikePattern() {
	}

	/**
	 * The pattern of the texts that contain another.
	 * @param part any text, in which {@code %}, {@code _} and {@code \} stand for
	 * themselves
	 * @return the pattern, whose escape character is the usual backslash
	 */
	public static String containing(String part) {
		return "%" + startingWith(part);
	}

	/**
	 * The pattern of the texts that start with another.
	 * @param beginning any text, in which {@code %}, {@code _} and {@code \} stand for
	 * themselves
	 * @return the pattern, whose escape character is the usual backslash
	 */
	public static String startingWith(String beginning) {
		return beginning.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
	}

}
