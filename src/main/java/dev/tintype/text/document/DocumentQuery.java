package dev.tintype.text.document;

import java.util.regex.Pattern;

import dev.tintype.data.sql.LikePattern;
import dev.tintype.support.AnyCase;
import dev.tintype.support.Texts;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.QueryParameters;

/**
 * The query of a search.
 *
 * @param text not blank; the content must have all of its words, or the name must contain
 * it unchanged
 * @param limit the most hits
 */
record DocumentQuery(String text, int limit) {

	/** Characters that belong to no word in any language. */
	private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

	private static final int MOST = 500;

	private static final int DEFAULT = 50;

	/**
	 * Reads a query string.
	 * @throws ProblemException of type {@code INVALID_REQUEST} if it has no text
	 */
	static DocumentQuery of(QueryParameters parameters) {
		String text = parameters.text("q", Texts.SEARCH_LENGTH);
		if (text == null || text.isBlank()) {
			throw ProblemException.invalid("q", "must not be empty");
		}
		return new DocumentQuery(text.strip(), parameters.number("limit", 1, MOST, DEFAULT));
	}

	/**
	 * Returns the folded text. The words of contents are folded too, so the locale of the
	 * database does not matter.
	 */
	String folded() {
		return AnyCase.fold(this.text);
	}

	/**
	 * Returns only the words of the text.
	 * @return folded words separated by single spaces, or a blank text if there are none
	 */
	String words() {
		return NO_WORD.matcher(folded()).replaceAll(" ");
	}

	/**
	 * Returns the {@code LIKE} pattern of the folded names that contain the text.
	 */
	String pattern() {
		return LikePattern.containing(folded());
	}

}
