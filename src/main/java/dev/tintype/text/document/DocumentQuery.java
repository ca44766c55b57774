package dev.tintype.text.document;

import java.util.regex.Pattern;

import dev.tintype.data.sql.LikePattern;
import dev.tintype.support.AnyCase;
import dev.tintype.support.Texts;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.QueryParameters;

/**
 * What a search asks for.
 *
 * @param text all of whose words a content must have, or that a name contains as it
 * stands; not blank
 * @param limit the most hits
 */
record DocumentQuery(String text, int limit) {

	/** Stands for itself in no language's words. */
	private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

	private static final int MOST = 500;

	private static final int DEFAULT = 50;

	/**
	 * Reads a query string.
	 * @return the query
	 * @throws ProblemException of type {@code INVALID_REQUEST} when it has no text
	 */
	static DocumentQuery of(QueryParameters parameters) {
		String text = parameters.text("q", Texts.SEARCH_LENGTH);
		if (text == null || text.isBlank()) {
			throw ProblemException.invalid("q", "must not be empty");
		}
		return new DocumentQuery(text.strip(), parameters.number("limit", 1, MOST, DEFAULT));
	}

	/**
	 * The text as the words of contents are searched: whatever the locale of the
	 * database, they are folded.
	 * @return for comparison in any case
	 */
	String folded() {
		return AnyCase.fold(this.text);
	}

	/**
	 * The text as words alone.
	 * @return folded words parted by single spaces, or a blank text when there are none
	 */
	String words() {
		return NO_WORD.matcher(folded()).replaceAll(" ");
	}

	/**
	 * The pattern of the folded names that have the text in them.
	 * @return for {@code LIKE}
	 */
	String pattern() {
		return LikePattern.containing(folded());
	}

}
