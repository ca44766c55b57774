package dev.tintype.search.fulltext;

import java.io.IOException;

import dev.tintype.support.AnyCase;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Folds words for comparison in any case.
 */
final class FoldedWords extends TokenFilter {

	private final CharTermAttribute word = addAttribute(CharTermAttribute.class);

	FoldedWords(TokenStream words) {
		super(words);
	}

	@Override
	public boolean incrementToken() throws IOException {
		if (!this.input.incrementToken()) {
			return false;
		}
		char[] characters = this.word.buffer();
		for (int i = 0; i < this.word.length(); i++) {
			if (characters[i] >= 0x80) {
				String folded = AnyCase.fold(this.word.toString());
				this.word.setEmpty().append(folded);
				return true;
			}
			if (characters[i] >= 'A' && characters[i] <= 'Z') {
				characters[i] += 'a' - 'A';
			}
		}
		return true;
	}

}
