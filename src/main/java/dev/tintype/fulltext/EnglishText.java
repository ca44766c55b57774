package dev.tintype.fulltext;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.charfilter.MappingCharFilter;
import org.apache.lucene.analysis.charfilter.NormalizeCharMap;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Reads the words of a text as PostgreSQL's configuration {@code english} does: the same
 * stop words, and the same stemmer, Snowball's English one (Porter 2).
 */
final class EnglishText extends Analyzer {

	/** One for all threads. */
	static final EnglishText ANALYZER = new EnglishText();

	private static final String STOP_WORDS = "/fulltext/english.stop";

	/** Characters that part words on PostgreSQL and join them for Unicode's rules. */
	private static final NormalizeCharMap PARTING = parting("'", "\u2019", "_", ":");

	private final CharArraySet stopWords = stopWords();

	private EnglishText() {
	}

	/**
	 * The words of a text.
	 * @param text any
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
		TokenStream kept = new StopFilter(new LowerCaseFilter(words), this.stopWords);
		return new TokenStreamComponents(words, new SnowballFilter(kept, "English"));
	}

	@Override
	protected Reader initReader(String fieldName, Reader reader) {
		return new MappingCharFilter(PARTING, reader);
	}

	private static NormalizeCharMap parting(String... characters) {
		NormalizeCharMap.Builder map = new NormalizeCharMap.Builder();
		for (String character : characters) {
			map.add(character, " ");
		}
		return map.build();
	}

	private static CharArraySet stopWords() {
		try (InputStream in = Objects.requireNonNull(EnglishText.class.getResourceAsStream(STOP_WORDS));
				BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
			return CharArraySet.unmodifiableSet(
					new CharArraySet(lines.lines().filter((line) -> !line.startsWith("#")).toList(), false));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
