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
 * @param plainRead whether it surely changes and locks nothing, so that it may be
 * executed again
 */
record Sql(String text, List<String> names, boolean plainRead) {

	/** What a colon may stand in without a name behind it, and then a name. */
	private static final Pattern TOKEN = Pattern
		.compile("'(?:[^']|'')*+'|\"[^\"]*+\"|/\\*.*?\\*/|--[^\n]*+|::|:([a-z_][a-z0-9_]*+)", Pattern.DOTALL);

	/** Texts and comments, in which a word means nothing. */
	private static final Pattern QUOTED = Pattern.compile("'(?:[^']|'')*+'|\"[^\"]*+\"|/\\*.*?\\*/|--[^\n]*+",
			Pattern.DOTALL);

	private static final Pattern READ = Pattern.compile("[\\s(]*+(?:SELECT|WITH)\\b.*",
			Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

	private static final Pattern EFFECT = Pattern.compile("\\b(?:INSERT|UPDATE|DELETE|MERGE|TRUNCATE|INTO|CALL|SHARE|"
			+ "nextval|setval|set_config|lo_\\w+|dblink\\w*|pg_(?:try_)?advisory\\w*|pg_notify|pg_terminate_backend)\\b",
			Pattern.CASE_INSENSITIVE);

	/**
	 * Reads a text.
	 * @param named with parameters like {@code :image_id}
	 * @return the statement
	 */
	static Sql of(String named) {
		List<String> names = new ArrayList<>();
		String text = TOKEN.matcher(named).replaceAll((token) -> Matcher.quoteReplacement(replace(token, names)));
		return new Sql(text, List.copyOf(names), isPlainRead(text));
	}

	private static boolean isPlainRead(String text) {
		String words = QUOTED.matcher(text).replaceAll(" ");
		return READ.matcher(words).matches() && !EFFECT.matcher(words).find();
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
