package dev.tintype.data.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An SQL text whose named parameters are replaced by numbered ones that both drivers
 * know. The first name becomes {@code $1} wherever it occurs, the next {@code $2}.
 *
 * @param text as the driver takes it
 * @param names of the parameters, {@code $1} first
 * @param access what it does
 */
record Sql(String text, List<String> names, Access access) {

	/** The places in which a colon does not start a name, and then a name. */
	private static final Pattern TOKEN = Pattern
		.compile("'(?:[^']|'')*+'|\"[^\"]*+\"|/\\*.*?\\*/|--[^\n]*+|::|:([a-z_][a-z0-9_]*+)", Pattern.DOTALL);

	private static final Pattern QUERY = Pattern.compile("[\\s(]*+(?:SELECT|WITH)\\b.*",
			Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

	/**
	 * Also matches where a row or a key is only locked, because that precedes a write.
	 */
	private static final Pattern WRITING = Pattern
		.compile("\\b(?:INSERT|UPDATE|DELETE|MERGE|TRUNCATE|INTO|CALL|SHARE|nextval|setval|lo_\\w+|dblink\\w*"
				+ "|pg_notify|pg_terminate_backend|pg_(?:try_)?advisory_\\w+)\\b", Pattern.CASE_INSENSITIVE);

	/** Sets the isolation of a transaction. */
	private static final Pattern ISOLATION = Pattern.compile("\\s*SET\\s+(?:TRANSACTION|SESSION)\\b.*",
			Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

	/** Matches an effect on the session or transaction. */
	private static final Pattern EFFECTIVE = Pattern.compile("\\bset_config\\b", Pattern.CASE_INSENSITIVE);

	/**
	 * Parses a text.
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

	// In doubt it counts as a write, which costs one question and is never wrong.
	private static Access access(String named) {
		String words = TOKEN.matcher(named).replaceAll(" ");
		if (ISOLATION.matcher(words).matches()) {
			return Access.SETS;
		}
		if (!QUERY.matcher(words).matches() || WRITING.matcher(words).find()) {
			return Access.WRITES;
		}
		return EFFECTIVE.matcher(words).find() ? Access.SETS : Access.READS;
	}

	/**
	 * Tells whether the statement may be executed again without harm.
	 * @return whether it certainly changes, sets and locks nothing
	 */
	boolean isPlainRead() {
		return this.access == Access.READS;
	}

	/**
	 * Returns the place of a parameter.
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

		/** It reads, and any replica may execute it. */
		READS,

		/** It writes nothing, but affects its session or transaction. */
		SETS,

		/** It writes, or may write. */
		WRITES

	}

}
