package dev.tintype.library.tag;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import dev.tintype.library.version.Tags;

/**
 * A tag that becomes another one, together with the tags below it.
 *
 * @param from the key of the tag
 * @param to the other tag
 */
record TagMove(String from, String to) {

	/**
	 * Whether a key is that of the tag or of one below it.
	 */
	boolean moves(String key) {
		return key.equals(this.from) || key.startsWith(this.from + "/");
	}

	/**
	 * Moves a tag.
	 * @param tag the tag itself or one below it
	 */
	String apply(String tag) {
		long levels = this.from.chars().filter((c) -> c == '/').count() + 1;
		// The levels above may have another length than their folded form.
		int end = -1;
		for (long level = 0; level < levels; level++) {
			end = tag.indexOf('/', end + 1);
			if (end < 0) {
				return this.to;
			}
		}
		return this.to + tag.substring(end);
	}

	/**
	 * Moves the keywords of a photo.
	 * @param spelled how the library spells tags, by key
	 */
	UnaryOperator<List<String>> ofKeywords(Map<String, String> spelled) {
		return (keywords) -> Tags.distinct(keywords.stream().map((tag) -> {
			if (!moves(Tags.key(tag))) {
				return tag;
			}
			String moved = apply(tag.strip());
			return spelled.getOrDefault(Tags.key(moved), moved);
		}).toList());
	}

}
