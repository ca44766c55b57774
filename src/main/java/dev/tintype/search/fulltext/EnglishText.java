package dev.tintype.search.fulltext;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.jspecify.annotations.Nullable;

/**
 * Splits a text into words as PostgreSQL's configuration {@code english} does: with the
 * same stop words and the same stemmer, Snowball English (Porter 2).
 */
final class EnglishText extends Analyzer {

	private static final String STOP_WORDS_FILE = "/fulltext/english.stop";

	private static final CharArraySet STOP_WORDS = stopWords();

	/** Shared by all threads. */
	static final EnglishText ANALYZER = new EnglishText(null);

	private final @Nullable Collection<String> stems;

	private EnglishText(@Nullable Collection<String> stems) {
		this.stems = stems;
	}

	/**
	 * Creates an analyzer for a few words only, which is several times as fast. It
	 * returns every word with one of these stems, and a few others.
	 */
	static Analyzer lookingFor(Collection<String> stems) {
		return new EnglishText(List.copyOf(stems));
	}

	/**
	 * Splits a text into words.
	 * @return their stems in order, without stop words
	 */
	static List<String> words(String text) {
		List<String> words = new ArrayList<>();
		try (TokenStream tokens = ANALYZER.tokenStream("", text)) {
			CharTermAttribute word = tokens.addAttribute(CharTermAttribute.class);
			tokens.reset();
			while (tokens.incrementToken()) {
				words.add(word.toString());
			}
			tokens.end();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return words;
	}

	@Override
	protected TokenStreamComponents createComponents(String fieldName) {
		StandardTokenizer words = new StandardTokenizer();
		TokenStream kept = new StopFilter(new FoldedWords(words), STOP_WORDS);
		TokenStream candidates = (this.stems != null) ? new StemCandidates(kept, this.stems) : kept;
		return new TokenStreamComponents(words, new SnowballFilter(candidates, "English"));
	}

	@Override
	protected Reader initReader(String fieldName, Reader reader) {
		return new PartingReader(reader);
	}

	private static CharArraySet stopWords() {
		try (InputStream in = Objects.requireNonNull(EnglishText.class.getResourceAsStream(STOP_WORDS_FILE));
				BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
			return CharArraySet.unmodifiableSet(
					new CharArraySet(lines.lines().filter((line) -> !line.startsWith("#")).toList(), false));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
