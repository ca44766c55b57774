package dev.tintype.support;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text of SQL whose named parameters have become those that both drivers know: the
 * first name and all its repetitions {@code $1}, the next {@code $2}.
 *
 * @param text as the driver takes it
 * @param names of the parameters, {@code $1} first
 */
record Sql(String text, List<String> names) {

	/** What a colon may stand in without a name behind it, and then a name. */
	private static final Pattern TOKEN = Pattern
		.compile("'(?:[^']|'')*+'|\"[^\"]*+\"|/\\*.*?\\*/|--[^\n]*+|::|:([a-z_][a-z0-9_]*+)", Pattern.DOTALL);

	/**
	 * Reads a text.
	 * @param named with parameters like {@code :image_id}
	 * @return the statement
	 */
	static Sql of(String named) {
		List<String> names = new ArrayList<>();
		String text = TOKEN.matcher(named).replaceAll((token) -> Matcher.quoteReplacement(replace(token, names)));
		return new Sql(text, List.copyOf(names));
	}

	private static String replace(MatchResult token, List<String> names) {
		String name = token.group(1);
		if (name == null) {
			return token.group();
		}
		if (!names.contains(name)) {
			names.add(name);
		}
		return "$" + (names.indexOf(name) + 1);
	}

	/**
	 * The place of a parameter.
	 * @param name of a parameter
	 * @return from 0
	 */
	int index(String name) {
		int index = this.names.indexOf(name);
		if (index < 0) {
			throw new IllegalArgumentException("No parameter :" + name + " in " + this.text);
		}
		return index;
	}

}
