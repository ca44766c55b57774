package dev.tintype.caption.edit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import dev.tintype.support.Texts;

/**
 * Changes the case of a text.
 */
enum CaseChange implements Edit {

	/** All letters become lower case. */
	LOWER,

	/** All letters become upper case. */
	UPPER,

	/**
	 * Each sentence begins with a capital letter; all other letters become lower case.
	 */
	SENTENCE;

	/** The words of all changes. */
	static final List<String> WORDS = Arrays.stream(values())
		.map((change) -> change.name().toLowerCase(Locale.ROOT))
		.toList();

	static CaseChange of(String word) {
		return valueOf(word.toUpperCase(Locale.ROOT));
	}

	@Override
	public String apply(String text) {
		String changed = switch (this) {
			case LOWER -> text.toLowerCase(Locale.ROOT);
			case UPPER -> text.toUpperCase(Locale.ROOT);
			case SENTENCE -> sentences(text.toLowerCase(Locale.ROOT));
		};
		return new BoundedText().append(changed).toString();
	}

	private static String sentences(String text) {
		StringBuilder result = new StringBuilder(text.length());
		boolean begins = true;
		boolean ended = false;
		for (int i = 0; i < text.length();) {
			int c = text.codePointAt(i);
			i += Character.charCount(c);
			begins |= ended && Texts.isWhiteSpace(c);
			if (Character.isLetterOrDigit(c)) {
				result.appendCodePoint(begins ? Character.toTitleCase(c) : c);
				begins = false;
			}
			else {
				result.appendCodePoint(c);
			}
			ended = c == '.' || c == '!' || c == '?' || (ended && isClosing(c));
		}
		return result.toString();
	}

	private static boolean isClosing(int c) {
		int type = Character.getType(c);
		return type == Character.END_PUNCTUATION || type == Character.FINAL_QUOTE_PUNCTUATION || c == '"' || c == '\'';
	}

}
