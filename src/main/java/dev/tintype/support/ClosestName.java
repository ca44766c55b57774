package dev.tintype.support;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

import org.apache.commons.lang3.StringUtils;
import org.jspecify.annotations.Nullable;

/**
 * Finds the known name that a misspelt one probably means.
 */
public final class ClosestName {

	/** More of a longer name than this part resembles every other name. */
	private static final int PART = 3;

	/** Two letters that changed places are two edits. */
	private static final int SWAP = 2;

	/** A name of a request may be of any length, and the distance costs its square. */
	private static final int LONGEST = 100;

	private ClosestName() {
	}

	/**
	 * Finds a name by the edits that lead to it. Case does not matter.
	 * @param name as somebody wrote it
	 * @param known the names that there are
	 * @return the closest one, of equally close ones the first, or null when none is
	 * close
	 */
	public static @Nullable String of(String name, Collection<String> known) {
		String lower = name.toLowerCase(Locale.ROOT);
		int most = (lower.length() <= PART) ? 1 : Math.max(SWAP, lower.length() / PART);
		return (lower.length() > LONGEST) ? null
				: known.stream()
					.filter((other) -> distance(lower, other) <= most)
					.min(Comparator.comparingInt((other) -> distance(lower, other)))
					.orElse(null);
	}

	/**
	 * The question that an error message ends with.
	 * @param name as somebody wrote it
	 * @param known the names that there are
	 * @return a sentence with a space before it, empty when no name is close
	 */
	public static String question(String name, Collection<String> known) {
		String closest = of(name, known);
		return (closest != null) ? " Did you mean '" + closest + "'?" : "";
	}

	@SuppressWarnings("deprecation") // Commons Text has it now, one library more.
	private static int distance(String lower, String other) {
		return StringUtils.getLevenshteinDistance(lower, other.toLowerCase(Locale.ROOT));
	}

}
