package dev.tintype.search.fulltext;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.lucene.analysis.FilteringTokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Drops words that cannot have one of a few stems, before the stemmer processes them.
 * Stemming is most of the work on a text. The stemmer may change any character of a word
 * except the first: <i>dying</i> becomes <i>die</i>.
 */
final class StemCandidates extends FilteringTokenFilter {

	private final CharTermAttribute word = addAttribute(CharTermAttribute.class);

	private final Set<Character> firsts;

	/**
	 * Creates a filter.
	 * @param words of a text, in lower case
	 */
	StemCandidates(TokenStream words, Collection<String> stems) {
		super(words);
		this.firsts = stems.stream()
			.filter((stem) -> !stem.isEmpty())
			.map((stem) -> stem.charAt(0))
			.collect(Collectors.toUnmodifiableSet());
	}

	@Override
	protected boolean accept() {
		return !this.word.isEmpty() && this.firsts.contains(this.word.charAt(0));
	}

}
