package dev.tintype.caption.edit;

import java.util.Arrays;

import dev.tintype.support.AnyCase;

/**
 * Replaces plain text.
 *
 * @param find not empty
 * @param ignoreCase whether the text is found in any case (ADR 17)
 * @param wholeWord whether no letter or digit may stand before or behind it
 */
record PlainReplacement(String find, String replace, boolean ignoreCase, boolean wholeWord) implements Edit {

	@Override
	public String apply(String text) {
		return this.ignoreCase ? replace(Folded.of(text), AnyCase.fold(this.find))
				: replace(new Folded(text, text, null), this.find);
	}

	private String replace(Folded text, String wanted) {
		BoundedText result = new BoundedText();
		int copied = 0;
		int at = text.folded().indexOf(wanted);
		while (at >= 0) {
			int start = text.original(at);
			int end = text.original(at + wanted.length());
			if (start >= copied && end >= 0 && (!this.wholeWord || isWord(text.source(), start, end))) {
				result.append(text.source(), copied, start).append(this.replace);
				copied = end;
				at = text.folded().indexOf(wanted, at + wanted.length());
			}
			else {
				at = text.folded().indexOf(wanted, at + 1);
			}
		}
		return result.append(text.source(), copied, text.source().length()).toString();
	}

	private static boolean isWord(String text, int start, int end) {
		boolean joinsBefore = start > 0 && isWordPart(text.codePointBefore(start))
				&& isWordPart(text.codePointAt(start));
		boolean joinsBehind = end < text.length() && isWordPart(text.codePointAt(end))
				&& isWordPart(text.codePointBefore(end));
		return !joinsBefore && !joinsBehind;
	}

	private static boolean isWordPart(int c) {
		return Character.isLetterOrDigit(c) || c == '_' || isMark(c);
	}

	private static boolean isMark(int c) {
		int type = Character.getType(c);
		return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK
				|| type == Character.COMBINING_SPACING_MARK;
	}

	/**
	 * A text and its folded form.
	 *
	 * @param places the place in the source of each place of the folded text, -1 inside a
	 * character; null if both are the same
	 */
	private record Folded(String source, String folded, int @org.jspecify.annotations.Nullable [] places) {

		/**
		 * Folds a text character by character, each with the marks that belong to it. So
		 * a match never begins or ends inside a character.
		 */
		static Folded of(String text) {
			StringBuilder folded = new StringBuilder(text.length());
			int[] places = new int[text.length() + 1];
			for (int start = 0; start < text.length();) {
				int end = end(text, start);
				String part = AnyCase.fold(text.substring(start, end));
				int needed = folded.length() + part.length() + 1;
				if (needed > places.length) {
					places = Arrays.copyOf(places, needed * 2);
				}
				Arrays.fill(places, folded.length(), folded.length() + part.length(), -1);
				places[folded.length()] = start;
				folded.append(part);
				places[folded.length()] = end;
				start = end;
			}
			return new Folded(text, folded.toString(), places);
		}

		// Hangul syllables may be written as two or three letters that compose.
		private static int end(String text, int start) {
			int first = text.codePointAt(start);
			int end = start + Character.charCount(first);
			while (end < text.length()) {
				int next = text.codePointAt(end);
				boolean hangul = next >= 0x1160 && next <= 0x11ff && first >= 0x1100;
				if (!isMark(next) && !hangul) {
					break;
				}
				end += Character.charCount(next);
			}
			return end;
		}

		int original(int place) {
			return (this.places != null) ? this.places[place] : place;
		}

	}

}
