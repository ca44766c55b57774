package dev.tintype.data.change;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A place in the feed: everything before it, and a change that has exactly this place,
 * was read.
 *
 * @param transactionId of the writer, 0 on H2
 * @param changeId the number of the change, 0 for a place before the transaction
 */
public record ChangePosition(long transactionId, long changeId) implements Comparable<ChangePosition> {

	private static final Comparator<ChangePosition> ORDER = Comparator.comparingLong(ChangePosition::transactionId)
		.thenComparingLong(ChangePosition::changeId);

	/** Numbers in base 36 that fit into a {@code long}. */
	private static final Pattern TEXT = Pattern.compile("([0-9a-z]{1,12})-([0-9a-z]{1,12})");

	private static final int BASE = 36;

	/**
	 * Reads a position from a request.
	 * @return null if the text is none
	 */
	public static @Nullable ChangePosition parse(String text) {
		Matcher parts = TEXT.matcher(text);
		return parts.matches()
				? new ChangePosition(Long.parseLong(parts.group(1), BASE), Long.parseLong(parts.group(2), BASE)) : null;
	}

	/**
	 * Tells whether this position is behind another.
	 * @return whether it is later in the feed
	 */
	public boolean isAfter(ChangePosition other) {
		return compareTo(other) > 0;
	}

	/**
	 * Returns the later of two positions.
	 * @return this or the other
	 */
	public ChangePosition max(ChangePosition other) {
		return isAfter(other) ? this : other;
	}

	@Override
	public int compareTo(ChangePosition other) {
		return ORDER.compare(this, other);
	}

	/**
	 * Returns the position as clients see it.
	 * @return letters, digits and a hyphen
	 */
	@Override
	public String toString() {
		return Long.toString(this.transactionId, BASE) + "-" + Long.toString(this.changeId, BASE);
	}

}
