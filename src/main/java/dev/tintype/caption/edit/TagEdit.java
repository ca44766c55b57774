package dev.tintype.caption.edit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import dev.tintype.support.AnyCase;

/**
 * Edits a list of tags: renames, removes, adds, removes duplicates, sorts, and moves some
 * to the beginning, in this order. Tags are compared trimmed and in any case.
 */
final class TagEdit implements Edit {

	/** Rare tags beyond this number count as equally frequent. */
	private static final int MOST_COUNTED = 100_000;

	private final Steps steps;

	private final Pattern splitting;

	private final Set<String> removed;

	private final Map<String, Integer> counts = new ConcurrentHashMap<>();

	TagEdit(Steps steps) {
		this.steps = steps;
		String separator = steps.separator().strip();
		this.splitting = separator.isEmpty() ? Pattern.compile("\\s+") : Pattern.compile(Pattern.quote(separator));
		this.removed = new HashSet<>(steps.remove().stream().map(TagEdit::key).toList());
	}

	/**
	 * Whether all captions must be counted before the first is edited.
	 */
	boolean needsCounts() {
		return this.steps.sort() == Sort.FREQUENCY;
	}

	/**
	 * Counts the tags of a text.
	 */
	void count(String text) {
		for (String tag : new HashSet<>(edited(text).stream().map(TagEdit::key).toList())) {
			if (this.counts.size() < MOST_COUNTED || this.counts.containsKey(tag)) {
				this.counts.merge(tag, 1, Integer::sum);
			}
		}
	}

	@Override
	public String apply(String text) {
		List<String> tags = edited(text);
		Comparator<String> alphabetical = Comparator.comparing(TagEdit::key);
		switch (this.steps.sort()) {
			case ALPHABETICAL -> tags.sort(alphabetical);
			case FREQUENCY -> tags.sort(Comparator.comparing((String tag) -> -this.counts.getOrDefault(key(tag), 0))
				.thenComparing(alphabetical));
			case NONE -> {
			}
		}
		List<String> order = this.steps.first().stream().map(TagEdit::key).toList();
		if (!order.isEmpty()) {
			tags.sort(Comparator.comparingInt((tag) -> {
				int place = order.indexOf(key(tag));
				return (place >= 0) ? place : order.size();
			}));
		}
		BoundedText result = new BoundedText();
		for (int i = 0; i < tags.size(); i++) {
			result.append((i > 0) ? this.steps.separator() : "").append(tags.get(i));
		}
		return result.toString();
	}

	private List<String> edited(String text) {
		List<String> tags = new ArrayList<>();
		for (String part : this.splitting.split(text)) {
			String tag = part.strip();
			String renamed = this.steps.rename().getOrDefault(key(tag), tag);
			if (!tag.isEmpty() && !renamed.isEmpty() && !this.removed.contains(key(renamed))) {
				tags.add(renamed);
			}
		}
		Set<String> known = new HashSet<>(tags.stream().map(TagEdit::key).toList());
		List<String> added = this.steps.add().stream().map(String::strip).filter((tag) -> known.add(key(tag))).toList();
		tags.addAll(this.steps.addsAtStart() ? 0 : tags.size(), added);
		if (this.steps.deduplicate()) {
			Set<String> seen = new HashSet<>();
			tags.removeIf((tag) -> !seen.add(key(tag)));
		}
		return tags;
	}

	static String key(String tag) {
		return AnyCase.fold(tag.strip());
	}

	/** How the tags are sorted. */
	enum Sort {

		/** As they are. */
		NONE,

		/** By their folded text. */
		ALPHABETICAL,

		/** The most frequent of all selected captions first. */
		FREQUENCY;

		/** The words of all orders. */
		static final List<String> WORDS = Arrays.stream(values())
			.map((sort) -> sort.name().toLowerCase(Locale.ROOT))
			.toList();

	}

	/**
	 * What is done with the tags.
	 *
	 * @param addsAtStart whether tags are added before the others
	 * @param rename the new tags by the keys of the old ones
	 * @param first the tags at the beginning, in order
	 * @param separator between the tags of the result
	 */
	record Steps(List<String> add, boolean addsAtStart, List<String> remove, Map<String, String> rename, Sort sort,
			List<String> first, boolean deduplicate, String separator) {
	}

}
