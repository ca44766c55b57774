package dev.tintype.prompt;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.tintype.support.Hashes;
import org.jspecify.annotations.Nullable;

/**
 * By what prompts are the same: the text in normal form NFKC, then in lower case, its
 * words parted by single spaces. It is what Python makes of
 * {@code " ".join(unicodedata.normalize("NFKC", s).lower().split())} with the characters
 * of Unicode 13, and the same on every Java: later characters stay as they are.
 *
 * @param text the normalised text, empty when there was nothing but white space
 * @param hash SHA-256 of its UTF-8 bytes, 64 lower-case hexadecimal digits
 */
record NormalPrompt(String text, String hash) {

	// Java 17 knows Unicode 13. In these ranges, all of them empty there, Unicode 14 to
	// 16 have characters that change, reorder, compose, or have case: a later Java would
	// see another prompt.
	private static final String LATER = "\\x{86B}-\\x{89F}\\x{8C8}-\\x{8D2}\\x{C3A}-\\x{C3C}\\x{ECE}-\\x{ECF}"
			+ "\\x{1715}-\\x{171F}\\x{180F}\\x{1AC1}-\\x{1AFF}\\x{1C89}-\\x{1C8F}\\x{1DFA}\\x{2C2F}\\x{2C5F}"
			+ "\\x{A7C0}-\\x{A7C1}\\x{A7CB}-\\x{A7F4}\\x{FBC2}-\\x{FBD2}\\x{10570}-\\x{105FF}\\x{10768}-\\x{107FF}"
			+ "\\x{10D3A}-\\x{10E5F}\\x{10EB2}-\\x{10EFF}\\x{10F5A}-\\x{10FAF}\\x{11070}-\\x{1107E}"
			+ "\\x{110C2}-\\x{110CC}\\x{1123F}-\\x{1127F}\\x{11375}-\\x{113FF}\\x{11EF9}-\\x{11FAF}"
			+ "\\x{13439}-\\x{143FF}\\x{14647}-\\x{167FF}\\x{16B90}-\\x{16E3F}\\x{18D09}-\\x{1AFFF}"
			+ "\\x{1BCA4}-\\x{1CFFF}\\x{1DAB0}-\\x{1DFFF}\\x{1E02B}-\\x{1E0FF}\\x{1E150}-\\x{1E2BF}"
			+ "\\x{1E300}-\\x{1E7FF}";

	// The first part only makes most texts faster: it is looked at before the ranges are.
	private static final Pattern KNOWN = Pattern.compile("[\\x00-\\x{86A}[^" + LATER + "]]+");

	// Java's own notions of white space are others.
	private static final Pattern WHITE_SPACE = Pattern
		.compile("[\\x09-\\x0d\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+");

	// What parts no word by its word break property, and two marks that Unicode 14 and 16
	// no longer call nonspacing.
	private static final String CASE_IGNORABLE = "'.:\u00b7\u0387\u055f\u05f4\u2018\u2019\u2024\u2027"
			+ "\ufe13\ufe52\ufe55\uff07\uff0e\uff1a\u1734\ud805\udf1e";

	private static final char CAPITAL_SIGMA = '\u03a3';

	private static final char SMALL_SIGMA = '\u03c3';

	private static final char FINAL_SIGMA = '\u03c2';

	/**
	 * Normalises a text.
	 * @param text without unpaired surrogates, or null for an empty one
	 * @return what the prompt is known by
	 */
	static NormalPrompt of(@Nullable String text) {
		String lower = KNOWN.matcher((text != null) ? text : "")
			.replaceAll((known) -> Matcher
				.quoteReplacement(lowerCase(Normalizer.normalize(known.group(), Normalizer.Form.NFKC))));
		// All white space is single spaces by now, so strip finds nothing else.
		String normal = WHITE_SPACE.matcher(lower).replaceAll(" ").strip();
		return new NormalPrompt(normal, Hashes.sha256(normal.getBytes(StandardCharsets.UTF_8)));
	}

	// Java would end the word of a sigma where its locale's word break does, not where
	// Unicode says (The Unicode Standard, section 3.13, Final_Sigma).
	private static String lowerCase(String text) {
		StringBuilder lower = new StringBuilder(text);
		for (int i = text.indexOf(CAPITAL_SIGMA); i >= 0; i = text.indexOf(CAPITAL_SIGMA, i + 1)) {
			lower.setCharAt(i, isFinal(text, i) ? FINAL_SIGMA : SMALL_SIGMA);
		}
		return lower.toString().toLowerCase(Locale.ROOT);
	}

	private static boolean isFinal(String text, int sigma) {
		int start = sigma;
		while (start > 0 && isCaseIgnorable(text.codePointBefore(start))) {
			start = text.offsetByCodePoints(start, -1);
		}
		int end = sigma + 1;
		while (end < text.length() && isCaseIgnorable(text.codePointAt(end))) {
			end = text.offsetByCodePoints(end, 1);
		}
		return start > 0 && isCased(text.codePointBefore(start))
				&& !(end < text.length() && isCased(text.codePointAt(end)));
	}

	private static boolean isCased(int c) {
		return Character.isLowerCase(c) || Character.isUpperCase(c) || Character.isTitleCase(c);
	}

	private static boolean isCaseIgnorable(int c) {
		return switch (Character.getType(c)) {
			case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT, Character.MODIFIER_LETTER,
					Character.MODIFIER_SYMBOL ->
				true;
			default -> CASE_IGNORABLE.indexOf(c) >= 0;
		};
	}

}
