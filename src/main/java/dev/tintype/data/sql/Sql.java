package dev.tintype.data.sql;

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
 * @param access what it does
 */
record Sql(String text, List<String> names, Access access) {

	/** What a colon may stand in without a name behind it, and then a name. */
	private static final Pattern TOKEN = Pattern
		.compile("'(?:[^']|'')*+'|\"[^\"]*+\"|/\\*.*?\\*/|--[^\n]*+|::|:([a-z_][a-z0-9_]*+)", Pattern.DOTALL);

	private static final Pattern QUERY = Pattern.compile("[\\s(]*+(?:SELECT|WITH)\\b.*",
			Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

	/** Also where a row or a key is only locked, which is done to write it. */
	private static final Pattern WRITING = Pattern
		.compile("\\b(?:INSERT|UPDATE|DELETE|MERGE|TRUNCATE|INTO|CALL|SHARE|nextval|setval|lo_\\w+|dblink\\w*"
				+ "|pg_notify|pg_terminate_backend|pg_(?:try_)?advisory_\\w+)\\b", Pattern.CASE_INSENSITIVE);

	/** Has an effect on its session or transaction. */
	private static final Pattern EFFECTIVE = Pattern.compile("\\bset_config\\b", Pattern.CASE_INSENSITIVE);

	/**
	 * Reads a text.
	 * @param named with parameters like {@code :image_id}
	 * @return the statement
	 */
	static Sql of(String named) {
		List<String> names = new ArrayList<>();
		String text = TOKEN.matcher(named).replaceAll((token) -> Matcher.quoteReplacement(replace(token, names)));
		return new Sql(text, List.copyOf(names), access(named));
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

	// In doubt it writes, which costs a question and is never wrong.
	private static Access access(String named) {
		String words = TOKEN.matcher(named).replaceAll(" ");
		if (!QUERY.matcher(words).matches() || WRITING.matcher(words).find()) {
			return Access.WRITES;
		}
		return EFFECTIVE.matcher(words).find() ? Access.SETS : Access.READS;
	}

	/**
	 * Whether it may be executed again without harm.
	 * @return whether it surely changes, sets and locks nothing
	 */
	boolean isPlainRead() {
		return this.access == Access.READS;
	}

	/**
	 * The place of a parameter.
	 * @return from 0
	 */
	int index(String name) {
		int index = this.names.indexOf(name);
		if (index < 0) {
			throw new IllegalArgumentException("No parameter :" + name + " in " + this.text);
		}
		return index;
	}

	/**
	 * What a statement does.
	 */
	enum Access {

		/** It reads, and any copy of the database will do. */
		READS,

		/** It writes nothing, but does something to its session or transaction. */
		SETS,

		/** It writes, or may. */
		WRITES

	}

}
