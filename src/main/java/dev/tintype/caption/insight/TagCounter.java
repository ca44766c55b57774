package dev.tintype.caption.insight;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.tintype.support.AnyCase;
import org.jspecify.annotations.Nullable;

/**
 * Counts the tags or words of captions. If there are too many different ones for the
 * memory, it forgets the rarest, so that counts of rare tags may be too small.
 */
final class TagCounter {

	/** The most characters of all different tags. */
	private static final long MOST_CHARACTERS = 8 << 20;

	/** What an entry needs besides its characters, in characters. */
	private static final int ENTRY = 48;

	private final TagRequest request;

	private final Map<String, int[]> counts = new HashMap<>();

	private long characters;

	TagCounter(TagRequest request) {
		this.request = request;
	}

	void add(String caption) {
		if (this.request.isWords()) {
			words(caption);
		}
		else {
			tags(caption, this.request.separator());
		}
	}

	private void tags(String caption, String separator) {
		int from = 0;
		while (from <= caption.length()) {
			int found = caption.indexOf(separator, from);
			int to = (found < 0) ? caption.length() : found;
			count(caption.substring(from, to).strip());
			from = to + separator.length();
		}
	}

	// A word has letters, digits and marks; an apostrophe or hyphen belongs to it inside.
	private void words(String caption) {
		String text = caption.toLowerCase(Locale.ROOT);
		int start = -1;
		for (int i = 0; i <= text.length();) {
			int point = (i < text.length()) ? text.codePointAt(i) : ' ';
			int next = i + Character.charCount(point);
			boolean isInside = isWord(point) || (start >= 0 && (point == '\'' || point == '\u2019' || point == '-')
					&& next < text.length() && isWord(text.codePointAt(next)));
			if (isInside && start < 0) {
				start = i;
			}
			else if (!isInside && start >= 0) {
				count(text.substring(start, i));
				start = -1;
			}
			i = next;
		}
	}

	private static boolean isWord(int point) {
		return Character.isLetterOrDigit(point) || Character.getType(point) == Character.NON_SPACING_MARK
				|| Character.getType(point) == Character.COMBINING_SPACING_MARK;
	}

	private void count(String tag) {
		if (tag.isEmpty()) {
			return;
		}
		int[] known = this.counts.get(tag);
		if (known != null) {
			known[0]++;
			return;
		}
		this.counts.put(tag, new int[] { 1 });
		this.characters += tag.length() + ENTRY;
		for (int least = 1; this.characters > MOST_CHARACTERS; least *= 2) {
			forget(least);
		}
	}

	private void forget(int count) {
		this.counts.values().removeIf((known) -> known[0] <= count);
		this.characters = this.counts.keySet().stream().mapToLong((tag) -> tag.length() + ENTRY).sum();
	}

	/**
	 * The most frequent tags.
	 * @return at most as many as the request asks for
	 */
	List<TagCount> most() {
		String prefix = folded(this.request.prefix());
		String part = folded(this.request.contained());
		return this.counts.entrySet()
			.stream()
			.filter((entry) -> prefix.isEmpty() || AnyCase.fold(entry.getKey()).startsWith(prefix))
			.filter((entry) -> part.isEmpty() || AnyCase.fold(entry.getKey()).contains(part))
			.sorted(Comparator.comparingInt((Map.Entry<String, int[]> entry) -> -entry.getValue()[0])
				.thenComparing(Map.Entry::getKey))
			.limit(this.request.limit())
			.map((entry) -> new TagCount(entry.getKey(), entry.getValue()[0]))
			.toList();
	}

	private static String folded(@Nullable String text) {
		return (text != null) ? AnyCase.fold(text) : "";
	}

	/**
	 * A tag or word.
	 *
	 * @param count how often captions contain it
	 */
	record TagCount(String tag, int count) {
	}

}
