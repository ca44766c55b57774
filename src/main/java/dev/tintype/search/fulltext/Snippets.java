package dev.tintype.search.fulltext;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.apache.lucene.analysis.Analyzer;
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
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Selects the passage of a long text that a search result shows. A snippet is plain text:
 * a web page must escape it, and may mark words.
 */
public final class Snippets {

	private static final String BODY = "body";

	/** The usual length, about two lines. */
	private static final int LENGTH = 160;

	/** The maximum length, for texts without sentences, such as tables. */
	private static final int LONGEST = 320;

	/** The number of characters that are searched for the best passage. */
	private static final int SEARCHED = 100_000;

	/** The number of texts per thread. */
	private static final int TOGETHER = 13;

	/** The maximum number of threads per query. */
	private static final int PARTS = 4;

	private static final String MORE = "\u2026";

	private final Query words;

	private final Highlighter highlighter;

	/**
	 * Creates snippets for one query. Not thread-safe.
	 * @param query of the client
	 */
	public Snippets(String query) {
		List<String> stems = EnglishText.words(query)
			.stream()
			.distinct()
			.limit(IndexSearcher.getMaxClauseCount())
			.toList();
		BooleanQuery.Builder any = new BooleanQuery.Builder();
		stems.forEach((stem) -> any.add(new TermQuery(new Term(BODY, stem)), BooleanClause.Occur.SHOULD));
		this.words = any.build();
		this.highlighter = new Highlighter(EnglishText.lookingFor(stems));
	}

	/**
	 * Adds snippets to all hits of a query, on several threads off the event loop, since
	 * the search for passages takes long.
	 * @param <T> a hit
	 * @param <R> a hit with its snippet
	 * @param query of the client
	 * @param hits in order
	 * @param show converts a hit
	 * @return all hits, in the same order
	 */
	public static <T, R> Mono<List<R>> show(String query, List<T> hits, BiFunction<T, Snippets, R> show) {
		return Flux.fromIterable(hits).buffer(TOGETHER).flatMapSequential((part) -> Mono.fromCallable(() -> {
			Snippets snippets = new Snippets(query);
			return part.stream().map((hit) -> show.apply(hit, snippets)).toList();
		}).subscribeOn(Schedulers.boundedElastic()), PARTS).flatMapIterable(Function.identity()).collectList();
	}

	/**
	 * Selects the passage with most of the query's words.
	 * @param text of the hit
	 * @return up to 320 characters on one line; the beginning of the text if it has none
	 * of the words; null for a blank text
	 */
	public @Nullable String of(String text) {
		String searched = cut(text, SEARCHED);
		Object passage = passage(searched);
		String shown = ((passage != null) ? passage.toString()
				: searched.substring(0, Math.min(searched.length(), LONGEST)));
		String line = shown.strip().replaceAll("\\s+", " ");
		if (line.isEmpty()) {
			return null;
		}
		return (line.length() <= LONGEST) ? line : cut(line, LONGEST - 1).stripTrailing() + MORE;
	}

	private @Nullable Object passage(String text) {
		try {
			return this.highlighter.highlightWithoutSearcher(BODY, this.words, text, 1);
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
	 * Finds the passage in one text, without an index.
	 */
	private static final class Highlighter extends UnifiedHighlighter {

		Highlighter(Analyzer analyzer) {
			super(UnifiedHighlighter.builderWithoutSearcher(analyzer)
				.withFormatter(new DefaultPassageFormatter("", "", MORE, false))
				.withMaxLength(SEARCHED)
				.withBreakIterator(() -> LengthGoalBreakIterator
					.createMinLength(BreakIterator.getSentenceInstance(Locale.ROOT), LENGTH, 0.5F)));
		}

	}

}
