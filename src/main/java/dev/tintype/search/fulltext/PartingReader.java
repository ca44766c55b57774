package dev.tintype.search.fulltext;

import java.io.IOException;
import java.io.Reader;

import org.apache.lucene.analysis.CharFilter;

/**
 * Reads a text with a blank for each character that parts words on PostgreSQL and joins
 * them for Unicode's rules. One character takes the place of one, so offsets stay:
 * Lucene's general filter, which can do more, takes longer than all the rest but the
 * stemmer.
 */
final class PartingReader extends CharFilter {

	/**
	 * Reads a text.
	 */
	PartingReader(Reader text) {
		super(text);
	}

	@Override
	public int read(char[] buffer, int offset, int length) throws IOException {
		int count = this.input.read(buffer, offset, length);
		for (int i = offset; i < offset + count; i++) {
			if (isParting(buffer[i])) {
				buffer[i] = ' ';
			}
		}
		return count;
	}

	@Override
	protected int correct(int offset) {
		return offset;
	}

	private static boolean isParting(char character) {
		return character == '\'' || character == '\u2019' || character == '_' || character == ':';
	}

}
