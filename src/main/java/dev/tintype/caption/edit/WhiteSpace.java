package dev.tintype.caption.edit;

import dev.tintype.support.Texts;

/**
 * White space of Unicode. As an edit, it removes white space at both ends, and replaces
 * each run of white space by one space.
 */
record WhiteSpace() implements Edit {

	/**
	 * Removes white space at the end.
	 */
	static String stripEnd(String text) {
		int end = text.length();
		while (end > 0 && Texts.isWhiteSpace(text.codePointBefore(end))) {
			end -= Character.charCount(text.codePointBefore(end));
		}
		return text.substring(0, end);
	}

	@Override
	public String apply(String text) {
		StringBuilder result = new StringBuilder(text.length());
		boolean space = false;
		for (int i = 0; i < text.length();) {
			int c = text.codePointAt(i);
			i += Character.charCount(c);
			if (Texts.isWhiteSpace(c)) {
				space = true;
				continue;
			}
			if (space && !result.isEmpty()) {
				result.append(' ');
			}
			space = false;
			result.appendCodePoint(c);
		}
		return result.toString();
	}

}
