package dev.tintype.support;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Limits Java's changes of characters to those that every supported version treats alike.
 */
public final class StableCharacters {

	// Java 17 knows Unicode 13. These ranges are empty there, but Unicode 14 to 16 have
	// characters in them that change, reorder, compose or have case. A later Java would
	// see another text.
	private static final String LATER = "\\x{86B}-\\x{89F}\\x{8C8}-\\x{8D2}\\x{C3A}-\\x{C3C}\\x{ECE}-\\x{ECF}"
			+ "\\x{1715}-\\x{171F}\\x{180F}\\x{1AC1}-\\x{1AFF}\\x{1C89}-\\x{1C8F}\\x{1DFA}\\x{2C2F}\\x{2C5F}"
			+ "\\x{A7C0}-\\x{A7C1}\\x{A7CB}-\\x{A7F4}\\x{FBC2}-\\x{FBD2}\\x{10570}-\\x{105FF}\\x{10768}-\\x{107FF}"
			+ "\\x{10D3A}-\\x{10E5F}\\x{10EB2}-\\x{10EFF}\\x{10F5A}-\\x{10FAF}\\x{11070}-\\x{1107E}"
			+ "\\x{110C2}-\\x{110CC}\\x{1123F}-\\x{1127F}\\x{11375}-\\x{113FF}\\x{11EF9}-\\x{11FAF}"
			+ "\\x{13439}-\\x{143FF}\\x{14647}-\\x{167FF}\\x{16B90}-\\x{16E3F}\\x{18D09}-\\x{1AFFF}"
			+ "\\x{1BCA4}-\\x{1CFFF}\\x{1DAB0}-\\x{1DFFF}\\x{1E02B}-\\x{1E0FF}\\x{1E150}-\\x{1E2BF}"
			+ "\\x{1E300}-\\x{1E7FF}";

	// The first part only makes most texts faster: it is checked before the ranges.
	private static final Pattern KNOWN = Pattern.compile("[\\x00-\\x{86A}[^" + LATER + "]]+");

	private StableCharacters() {
	}

	/**
	 * Changes the parts of a text whose characters Unicode 13 knows.
	 * @param text without unpaired surrogates
	 * @param change applies to a part, such as a normal form
	 * @return the text, with later characters unchanged
	 */
	public static String change(String text, UnaryOperator<String> change) {
		return KNOWN.matcher(text).replaceAll((known) -> Matcher.quoteReplacement(change.apply(known.group())));
	}

}
