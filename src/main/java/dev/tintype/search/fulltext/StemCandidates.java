package dev.tintype.search.fulltext;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.lucene.analysis.FilteringTokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Passes over words in lower case that cannot have one of a few stems, before the stemmer
 * sees them: to find the stem of a word is most of the work of reading a text. The
 * stemmer may change all of a word but its first character: <i>dying</i> becomes
 * <i>die</i>.
 */
final class StemCandidates extends FilteringTokenFilter {

	private final CharTermAttribute word = addAttribute(CharTermAttribute.class);

	private final Set<Character> firsts;

	/**
	 * Filters words.
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
