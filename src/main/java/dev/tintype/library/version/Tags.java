package dev.tintype.library.version;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.tintype.support.AnyCase;
import dev.tintype.support.StableCharacters;
import dev.tintype.support.Texts;
import org.jspecify.annotations.Nullable;

/**
 * The rules for tags. Tags that are equal in any case are the same tag.
 */
public final class Tags {

	private Tags() {
	}

	/**
	 * Normalises a tag: the normal form NFC, without white space around its levels.
	 * @return the tag, which may be empty, or have empty levels
	 */
	public static String clean(String text) {
		return StableCharacters.change(levels(text).collect(Collectors.joining("/")),
				(known) -> Normalizer.normalize(known, Normalizer.Form.NFC));
	}

	/**
	 * Normalises a tag of a file, which no one can correct.
	 * @return the tag without empty levels, which may be empty
	 */
	public static String cleanOfFile(String text) {
		return clean(levels(text).filter((level) -> !level.isEmpty()).collect(Collectors.joining("/")));
	}

	private static Stream<String> levels(String text) {
		return Arrays.stream(text.split("/", -1)).map(String::strip);
	}

	/**
	 * Finds the fault of a normalised tag.
	 * @return null if there is none, else a short text for people
	 */
	public static @Nullable String fault(String tag) {
		String fault = Texts.fault(tag, 1, Texts.NAME_LENGTH);
		return (fault != null || levels(tag).noneMatch(String::isEmpty)) ? fault : "must not have an empty level";
	}

	/**
	 * Returns what identifies a tag.
	 * @return the folded tag, without white space at both ends
	 */
	public static String key(String tag) {
		return AnyCase.fold(tag.strip());
	}

	/**
	 * Removes empty tags, and all but the first of tags that are the same.
	 * @return the tags, in order
	 */
	public static List<String> distinct(Collection<String> tags) {
		return List.copyOf(byKey(tags).values());
	}

	/**
	 * Finds tags by their keys.
	 * @return the first spelling of each tag by key, in order, without empty tags
	 */
	public static Map<String, String> byKey(Collection<String> tags) {
		Map<String, String> first = new LinkedHashMap<>();
		tags.stream().filter((tag) -> !tag.isBlank()).forEach((tag) -> first.putIfAbsent(key(tag), tag));
		return first;
	}

}
