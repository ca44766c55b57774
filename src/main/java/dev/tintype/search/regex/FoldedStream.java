package dev.tintype.search.regex;

import java.io.IOException;
import java.io.Reader;

import dev.tintype.support.AnyCase;

/**
 * Searches a stream of text in any case, folding it piece by piece.
 */
final class FoldedStream {

	private static final int PIECE = 8192;

	private FoldedStream() {
	}

	/**
	 * Whether a text contains another in any case.
	 * @param text read up to the first match
	 * @param part folded
	 */
	static boolean contains(Reader text, String part) throws IOException {
		StringBuilder unfolded = new StringBuilder();
		StringBuilder folded = new StringBuilder();
		char[] piece = new char[PIECE];
		for (int read = text.read(piece); read >= 0; read = text.read(piece)) {
			int seen = unfolded.length();
			unfolded.append(piece, 0, read);
			int end = lastCut(unfolded, seen);
			folded.append(AnyCase.fold(unfolded.substring(0, end)));
			unfolded.delete(0, end);
			if (folded.indexOf(part) >= 0) {
				return true;
			}
			folded.delete(0, Math.max(0, folded.length() - part.length()));
		}
		return folded.append(AnyCase.fold(unfolded.toString())).indexOf(part) >= 0;
	}

	// A text can be cut before a character that never combines with the previous one. The
	// part already seen has no such character.
	private static int lastCut(StringBuilder text, int seen) {
		int i = text.length() - 1;
		while (i > seen && !RequiredText.standsAlone(text.charAt(i))) {
			i--;
		}
		return (i > 0 && RequiredText.standsAlone(text.charAt(i))) ? i : 0;
	}

}
