package dev.tintype.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The golden table of comparison in any case: {@code any-case.tsv}.
 */
public final class AnyCasePairs {

	private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

	private AnyCasePairs() {
	}

	/**
	 * Reads the table.
	 * @return its pairs, in order
	 */
	public static List<Pair> read() {
		try (InputStream in = Objects
			.requireNonNull(AnyCasePairs.class.getResourceAsStream("/dev/tintype/support/any-case.tsv"));
				BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
			return lines.lines().filter((line) -> !line.startsWith("#")).map(AnyCasePairs::pair).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Pair pair(String line) {
		String[] fields = line.split("\t");
		return new Pair(unescaped(fields[0]), unescaped(fields[1]), Boolean.parseBoolean(fields[2]));
	}

	private static String unescaped(String text) {
		return ESCAPE.matcher(text)
			.replaceAll((escape) -> Matcher
				.quoteReplacement(Character.toString((char) Integer.parseInt(escape.group(1), 16))));
	}

	/**
	 * A line of the table.
	 *
	 * @param pattern what is searched
	 * @param text in which it is searched
	 * @param matches whether the text contains the pattern in any case
	 */
	public record Pair(String pattern, String text, boolean matches) {
	}

}
