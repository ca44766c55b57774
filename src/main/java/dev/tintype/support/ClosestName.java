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

	/**
	 * A longer name may have one edit per this many letters; with more, every name would
	 * be close.
	 */
	private static final int PART = 3;

	/** Two swapped letters count as two edits. */
	private static final int SWAP = 2;

	/** A name in a request may have any length, and the cost grows with its square. */
	private static final int LONGEST = 100;

	private ClosestName() {
	}

	/**
	 * Finds the known name with the fewest edits. Case does not matter.
	 * @param name as the user wrote it
	 * @return the first of the closest names, or null if none is close
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
	 * Asks whether the user meant a known name, for the end of an error message.
	 * @param name as the user wrote it
	 * @return a sentence with a space before it, empty if no name is close
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
