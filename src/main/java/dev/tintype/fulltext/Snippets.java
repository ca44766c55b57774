package dev.tintype.fulltext;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.BreakIterator;
import java.util.Locale;

import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.uhighlight.DefaultPassageFormatter;
import org.apache.lucene.search.uhighlight.LengthGoalBreakIterator;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.jspecify.annotations.Nullable;

/**
 * What of a long text is shown of a hit. It is plain text: whoever shows it as a page
 * marks words there, and escapes it.
 */
public final class Snippets {

	private static final String BODY = "body";

	/** About two lines. */
	private static final int LENGTH = 160;

	/** Where sentences have no end, as in a table. */
	private static final int LONGEST = 320;

	/** How much of a text is looked at for the best passage. */
	private static final int SEARCHED = 100_000;

	private static final String MORE = "\u2026";

	private Snippets() {
	}

	/**
	 * The passage that has most of a query's words.
	 * @param text that was found
	 * @param query of the client
	 * @return up to 320 characters on one line; the beginning when no word is there; null
	 * of a text that shows nothing
	 */
	public static @Nullable String of(String text, String query) {
		String searched = cut(text, SEARCHED);
		Object passage = passage(searched, query);
		String shown = ((passage != null) ? passage.toString()
				: searched.substring(0, Math.min(searched.length(), LONGEST)));
		String line = shown.strip().replaceAll("\\s+", " ");
		if (line.isEmpty()) {
			return null;
		}
		return (line.length() <= LONGEST) ? line : cut(line, LONGEST - 1).stripTrailing() + MORE;
	}

	private static @Nullable Object passage(String text, String query) {
		BooleanQuery.Builder words = new BooleanQuery.Builder();
		EnglishText.words(query)
			.stream()
			.distinct()
			.limit(IndexSearcher.getMaxClauseCount())
			.<Query>map((word) -> new TermQuery(new Term(BODY, word)))
			.forEachOrdered((word) -> words.add(word, BooleanClause.Occur.SHOULD));
		try {
			return new Highlighter().highlightWithoutSearcher(BODY, words.build(), text, 1);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String cut(String text, int length) {
		if (text.length() <= length) {
			return text;
		}
		return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
	}

	/**
	 * Looks in one text, without an index.
	 */
	private static final class Highlighter extends UnifiedHighlighter {

		Highlighter() {
			super(UnifiedHighlighter.builderWithoutSearcher(EnglishText.ANALYZER)
				.withFormatter(new DefaultPassageFormatter("", "", MORE, false))
				.withMaxLength(SEARCHED)
				.withBreakIterator(() -> LengthGoalBreakIterator
					.createMinLength(BreakIterator.getSentenceInstance(Locale.ROOT), LENGTH, 0.5F)));
		}

	}

}
