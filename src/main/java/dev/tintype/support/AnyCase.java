package dev.tintype.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Iterator;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The only rule for comparing texts in any case (ADR 17): the normal form NFC, then
 * Unicode's default case folding (full, not Turkic), then NFC again. It depends on
 * neither the locale nor the version of Java. Folding a folded text changes nothing.
 */
public final class AnyCase {

	private static final String MAPPINGS = "case-folding.txt";

	private static final int PAGE_BITS = 8;

	/** The replacements of characters, by code point; null for a character that stays. */
	private static final @Nullable String[] @Nullable [] FOLDINGS = read();

	private AnyCase() {
	}

	/**
	 * Folds a text. Two texts are equal in any case if their folded texts are equal. One
	 * contains the other if its folded text contains the other's.
	 * @param text without unpaired surrogates, may be empty
	 * @return the folded text, which may be longer or shorter
	 */
	public static String fold(String text) {
		int start = firstToFold(text);
		if (start == text.length()) {
			return text;
		}
		return isAscii(text, start) ? foldAscii(text, start) : compose(foldEach(compose(text)));
	}

	/**
	 * Folds several texts.
	 * @return the folded texts, in the same order
	 */
	public static String[] fold(String[] texts) {
		String[] folded = new String[texts.length];
		for (int i = 0; i < texts.length; i++) {
			folded[i] = fold(texts[i]);
		}
		return folded;
	}

	private static int firstToFold(String text) {
		int i = 0;
		while (i < text.length() && text.charAt(i) < 0x80 && !isCapital(text.charAt(i))) {
			i++;
		}
		return i;
	}

	private static boolean isAscii(String text, int start) {
		for (int i = start; i < text.length(); i++) {
			if (text.charAt(i) >= 0x80) {
				return false;
			}
		}
		return true;
	}

	private static boolean isCapital(char c) {
		return c >= 'A' && c <= 'Z';
	}

	private static String foldAscii(String text, int start) {
		char[] folded = text.toCharArray();
		for (int i = start; i < folded.length; i++) {
			if (isCapital(folded[i])) {
				folded[i] += 'a' - 'A';
			}
		}
		return new String(folded);
	}

	private static String foldEach(String text) {
		StringBuilder folded = new StringBuilder(text.length() + 8);
		for (int i = 0; i < text.length();) {
			int c = text.codePointAt(i);
			@Nullable String @Nullable [] page = FOLDINGS[c >> PAGE_BITS];
			String folding = (page != null) ? page[c & ((1 << PAGE_BITS) - 1)] : null;
			if (folding != null) {
				folded.append(folding);
			}
			else {
				folded.appendCodePoint(c);
			}
			i += Character.charCount(c);
		}
		return folded.toString();
	}

	private static String compose(String text) {
		return StableCharacters.change(text, (known) -> Normalizer.normalize(known, Normalizer.Form.NFC));
	}

	private static @Nullable String[] @Nullable [] read() {
		@Nullable String[] @Nullable [] pages = new String[(Character.MAX_CODE_POINT >> PAGE_BITS) + 1][];
		try (InputStream in = Objects.requireNonNull(AnyCase.class.getResourceAsStream(MAPPINGS));
				BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
			for (Iterator<String> each = lines.lines().iterator(); each.hasNext();) {
				String line = each.next();
				if (!line.startsWith("#")) {
					add(pages, line.split(" "));
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return pages;
	}

	private static void add(@Nullable String[] @Nullable [] pages, String[] mapping) {
		int c = Integer.parseInt(mapping[0], 16);
		StringBuilder folding = new StringBuilder();
		for (int i = 1; i < mapping.length; i++) {
			folding.appendCodePoint(Integer.parseInt(mapping[i], 16));
		}
		@Nullable String[] page = pages[c >> PAGE_BITS];
		if (page == null) {
			page = new String[1 << PAGE_BITS];
			pages[c >> PAGE_BITS] = page;
		}
		page[c & ((1 << PAGE_BITS) - 1)] = folding.toString();
	}

	/**
	 * Reads the mappings when the service starts. The first text to fold may come on an
	 * event loop, which must not wait for a file.
	 */
	@Component
	static class Mappings {

		Mappings() {
			fold("\u00c9");
		}

	}

}
