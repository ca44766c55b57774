package dev.tintype.caption.edit;

import dev.tintype.support.Texts;

/**
 * Cuts a text at the end of a word. A word is a run of characters other than white space.
 *
 * @param most the most characters (code points) or words
 * @param words whether words are counted
 */
record Truncation(int most, boolean words) implements Edit {

	@Override
	public String apply(String text) {
		return this.words ? words(text) : characters(text);
	}

	private String words(String text) {
		int count = 0;
		boolean inside = false;
		for (int i = 0; i < text.length();) {
			int c = text.codePointAt(i);
			boolean space = Texts.isWhiteSpace(c);
			if (space && inside && count == this.most) {
				return text.substring(0, i);
			}
			if (!space && !inside) {
				count++;
			}
			inside = !space;
			i += Character.charCount(c);
		}
		return text;
	}

	// A first word that is too long is cut between two characters.
	private String characters(String text) {
		if (text.codePointCount(0, text.length()) <= this.most) {
			return text;
		}
		int limit = text.offsetByCodePoints(0, this.most);
		int cut = limit;
		while (cut > 0 && !Texts.isWhiteSpace(text.codePointAt(cut))) {
			cut -= Character.charCount(text.codePointBefore(cut));
		}
		String kept = WhiteSpace.stripEnd(text.substring(0, cut));
		return kept.isEmpty() ? WhiteSpace.stripEnd(text.substring(0, limit)) : kept;
	}

}
