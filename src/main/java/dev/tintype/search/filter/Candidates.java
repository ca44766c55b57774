package dev.tintype.search.filter;

import java.util.Comparator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A column that tells which texts may contain a part. It is compared before the text
 * itself, because that takes less time, and an index of trigrams may serve it.
 *
 * @param column of folded texts, or of texts that are normalised further
 * @param normalized whether the column is normalised further
 */
record Candidates(String column, boolean normalized) {

	/** A trigram index needs at least three characters. */
	private static final int TRIGRAM = 3;

	/**
	 * ASCII characters, which normalisation only folds. The last character of a run is
	 * left out: in the text, a mark may follow it, and both may be composed into another
	 * character.
	 */
	private static final Pattern RUN = Pattern.compile("[!-~]+(?=[!-~])");

	/**
	 * Returns what the column contains if the text contains a part.
	 * @param folded the folded part of the text
	 * @return empty if that is too short to exclude many texts
	 */
	String required(String folded) {
		String required = this.normalized ? RUN.matcher(folded)
			.results()
			.map(MatchResult::group)
			.max(Comparator.comparingInt(String::length))
			.orElse("") : folded;
		return (required.length() < TRIGRAM) ? "" : required;
	}

}
