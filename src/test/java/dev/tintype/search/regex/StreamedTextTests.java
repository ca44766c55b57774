package dev.tintype.search.regex;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;

import com.google.re2j.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StreamedTextTests {

	private static final int WINDOW = 16 * 1024;

	private static final List<String> PATTERNS = List.of("needle", "(?i)NEEDLE", "n.*e$", "^x", "\\bneedle\\b",
			"needle\\z", "[😀-😂]needle", "(.*e){3}$", "x{200}needle", "nothing", "", "^$");

	/** Beginnings that move the text across every edge of the window. */
	@ParameterizedTest
	@ValueSource(ints = { 0, 1, WINDOW / 2 - 4, WINDOW / 2 - 1, WINDOW / 2, WINDOW - 7, WINDOW - 3, WINDOW - 1, WINDOW,
			WINDOW + 1, 3 * WINDOW / 2 - 2, 5 * WINDOW, 1 << 18 })
	void findsSameMatchesAsInWholeText(int before) {
		for (String text : List.of("x".repeat(before) + "😀needle😂x", "x".repeat(before) + " needle\n",
				"ne".repeat(before / 2) + "needle")) {
			for (String pattern : PATTERNS) {
				assertThat(found(text, pattern)).as("%s behind %s", pattern, before)
					.isEqualTo(Pattern.compile(pattern).matcher(text).find());
			}
		}
	}

	@Test
	void findsSameMatchesInRandomTexts() {
		RandomPatterns random = new RandomPatterns(7);
		Random places = new Random(7);
		for (int i = 0; i < 200; i++) {
			String text = random.text() + "\n".repeat(places.nextInt(2 * WINDOW)) + random.text();
			String pattern = random.pattern();
			assertThat(found(text, pattern)).as(pattern).isEqualTo(Pattern.compile(pattern).matcher(text).find());
		}
	}

	@Test
	void nullTextNeverMatches() throws SQLException {
		assertThat(H2Function.matches(null, "a", System.nanoTime() + 1_000_000_000L, 0)).isNull();
	}

	@Test
	void textShorterThanItsLengthIsAnError() {
		assertThatExceptionOfType(java.io.UncheckedIOException.class)
			.isThrownBy(() -> new StreamedText(new StringReader("ab"), 3).charAt(2));
	}

	private static boolean found(String text, String pattern) {
		try {
			return Boolean.TRUE.equals(H2Function.matches(new Stuttering(text), pattern,
					System.nanoTime() + 60_000_000_000L, text.length()));
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Returns fewer characters than requested. */
	private static final class Stuttering extends FilterReader {

		private int reads;

		Stuttering(String text) {
			super((Reader) new StringReader(text));
		}

		@Override
		public int read(char[] buffer, int offset, int length) throws IOException {
			this.reads++;
			return super.read(buffer, offset, (this.reads % 3 == 0) ? Math.min(length, 5) : length);
		}

	}

}
