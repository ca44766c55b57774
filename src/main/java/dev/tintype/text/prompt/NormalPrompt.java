package dev.tintype.text.prompt;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.tintype.support.AnyCase;
import dev.tintype.support.Hashes;
import dev.tintype.support.StableCharacters;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a prompt: its text in normal form NFKC, then in lower case, its words
 * separated by single spaces. It is the result of Python's
 * {@code " ".join(unicodedata.normalize("NFKC", s).lower().split())} with Unicode 13. It
 * is the same on every Java version, because characters of later Unicode versions stay as
 * they are.
 *
 * @param text the normalised text, empty if there is only white space
 * @param hash SHA-256 of its UTF-8 bytes, 64 lower-case hexadecimal digits
 */
public record NormalPrompt(String text, String hash) {

	// Java defines white space differently.
	private static final Pattern WHITE_SPACE = Pattern
		.compile("[\\x09-\\x0d\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+");

	// Characters that are case-ignorable by their word break property, and two marks that
	// Unicode 14 and 16 no longer call nonspacing.
	private static final String CASE_IGNORABLE = "'.:\u00b7\u0387\u055f\u05f4\u2018\u2019\u2024\u2027"
			+ "\ufe13\ufe52\ufe55\uff07\uff0e\uff1a\u1734\ud805\udf1e";

	private static final char CAPITAL_SIGMA = '\u03a3';

	private static final char SMALL_SIGMA = '\u03c3';

	private static final char FINAL_SIGMA = '\u03c2';

	/**
	 * Normalises a text.
	 * @param text without unpaired surrogates; null counts as empty
	 * @return the identity of the prompt
	 */
	public static NormalPrompt of(@Nullable String text) {
		String lower = StableCharacters.change((text != null) ? text : "",
				(known) -> lowerCase(Normalizer.normalize(known, Normalizer.Form.NFKC)));
		// All white space is single spaces by now, so strip removes nothing else.
		String normal = WHITE_SPACE.matcher(lower).replaceAll(" ").strip();
		return new NormalPrompt(normal, Hashes.sha256(normal.getBytes(StandardCharsets.UTF_8)));
	}

	/**
	 * The text in which searches look for words.
	 * @return the normalised text, folded for comparison in any case
	 */
	public String searchText() {
		return AnyCase.fold(this.text);
	}

	// Java ends the word of a sigma by the word break of its locale, not by the rule of
	// Unicode (The Unicode Standard, section 3.13, Final_Sigma).
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
