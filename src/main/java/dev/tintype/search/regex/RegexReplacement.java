package dev.tintype.search.regex;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces every match of a regular expression. RE2/J evaluates the expression, in time
 * linear in the text. In the template, {@code $1} and <code>${name}</code> stand for
 * groups, and {@code $$} stands for a dollar sign.
 */
public final class RegexReplacement {

	private static final java.util.regex.Pattern REFERENCE = java.util.regex.Pattern
		.compile("\\$(?:(?<dollar>\\$)|(?<number>[0-9]{1,3})|\\{(?<name>[0-9A-Za-z_]+)})|\\$");

	private final Pattern pattern;

	private final List<Part> template;

	private RegexReplacement(Pattern pattern, List<Part> template) {
		this.pattern = pattern;
		this.template = template;
	}

	/**
	 * Creates a replacement.
	 * @param regex a valid expression
	 * @param template of the text that replaces each match
	 * @return the replacement
	 * @throws IllegalArgumentException if the template refers to no group, with a short
	 * text for people
	 */
	public static RegexReplacement of(Regex regex, String template) {
		boolean folds = regex.source().startsWith(Regex.IGNORE_CASE);
		Pattern pattern = folds
				? Pattern.compile(regex.source().substring(Regex.IGNORE_CASE.length()), Pattern.CASE_INSENSITIVE)
				: Pattern.compile(regex.source());
		return new RegexReplacement(pattern, parts(pattern, template));
	}

	private static List<Part> parts(Pattern pattern, String template) {
		List<Part> parts = new ArrayList<>();
		java.util.regex.Matcher references = REFERENCE.matcher(template);
		int end = 0;
		while (references.find()) {
			parts.add(new Part(template.substring(end, references.start()), null));
			end = references.end();
			String number = references.group("number");
			String name = references.group("name");
			if (references.group("dollar") != null) {
				parts.add(new Part("$", null));
			}
			else if (number == null && name == null) {
				throw new IllegalArgumentException(
						"has a $ at %d that is followed by neither a group nor another $".formatted(end));
			}
			else {
				parts.add(new Part("", group(pattern, (number != null) ? number : name)));
			}
		}
		parts.add(new Part(template.substring(end), null));
		return parts;
	}

	private static int group(Pattern pattern, String reference) {
		Integer named = pattern.namedGroups().get(reference);
		if (named != null) {
			return named;
		}
		boolean isNumber = reference.length() <= 3 && reference.chars().allMatch((c) -> c >= '0' && c <= '9');
		if (!isNumber || Integer.parseInt(reference) > pattern.groupCount()) {
			throw new IllegalArgumentException("refers to the group " + reference + ", which the pattern lacks");
		}
		return Integer.parseInt(reference);
	}

	/**
	 * Replaces the matches in a text. An empty match next to the match before it does not
	 * count.
	 * @param output receives the parts of the result in order
	 */
	public void replace(String text, Consumer<String> output) {
		Matcher matcher = this.pattern.matcher(text);
		int copied = 0;
		int from = 0;
		int previous = -1;
		while (from <= text.length() && matcher.find(from)) {
			int start = matcher.start();
			int end = matcher.end();
			if (start < end || start != previous) {
				output.accept(text.substring(copied, start));
				this.template.forEach((part) -> output.accept(part.of(matcher)));
				copied = end;
				previous = end;
			}
			// After an empty match, the search continues behind a whole character.
			from = (end > start) ? end : end + ((end < text.length()) ? Character.charCount(text.codePointAt(end)) : 1);
		}
		output.accept(text.substring(copied));
	}

	/** A part of a template: a text, or the content of a group. */
	private record Part(String text, @Nullable Integer group) {

		String of(Matcher matcher) {
			if (this.group == null) {
				return this.text;
			}
			String content = matcher.group(this.group);
			return (content != null) ? content : "";
		}

	}

}
