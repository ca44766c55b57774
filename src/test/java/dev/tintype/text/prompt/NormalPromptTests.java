package dev.tintype.text.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.tintype.support.Hashes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class NormalPromptTests {

	@ParameterizedTest
	@MethodSource("goldens")
	void agreesWithPython(Golden golden) {
		assertThat(NormalPrompt.of(golden.input())).isEqualTo(new NormalPrompt(golden.text(), golden.hash()));
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " ", "\t\n\u000b\f\r\u001c\u001d\u001e\u001f\u0085\u00a0\u1680\u2007\u2028\u3000" })
	void whiteSpaceAloneIsEmpty(String text) {
		assertThat(NormalPrompt.of(text).text()).isEmpty();
	}

	@Test
	void secondNormalisationMayChangeText() {
		String once = NormalPrompt.of("\u1e9e\u0323 J\u030c").text();
		assertThat(once).isEqualTo("\u00df\u0323 j\u030c");
		assertThat(NormalPrompt.of(once).text()).isEqualTo("\u00df\u0323 \u01f0");
	}

	// A capital, a presentation form, a misplaced mark, and a pair that composes.
	@ParameterizedTest
	@ValueSource(strings = { "\u2c2f", "\ua7f2", "x\u0301\u1acb\u0323", "\ud801\uddd2\u0307", "a\u03c3\ua7c0" })
	void charactersAfterUnicode13StayAsTheyAre(String text) {
		assertThat(NormalPrompt.of(text).text()).isEqualTo(text);
	}

	@Test
	void longRunDoesNotOverflowStack() {
		assertThat(NormalPrompt.of("A" + ":".repeat(100_000) + "\u03a3").text()).endsWith(":\u03c2");
	}

	// The hash was computed with Java 17. A Java version with another hash knows newer
	// characters, which must stay unchanged, or treats old ones differently.
	@Test
	void everyCharacterGivesTheSameTextOnEveryJava() {
		MessageDigest digest = Hashes.sha256Digest();
		characters().filter((c) -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
			.mapToObj(Character::toString)
			.map((c) -> "A" + c + "\u03a3|A\u03a3" + c + "A|a\u0301\u0345" + c + "\u0334\u0323|" + c + c)
			.forEach((text) -> digest.update(NormalPrompt.of(text).text().getBytes(StandardCharsets.UTF_8)));
		assertThat(HexFormat.of().formatHex(digest.digest()))
			.isEqualTo("84754d5f717283882ce612a1905b252fd2612e2dd653ec405a2e70445a28bbc3");
	}

	// The others are ideographs, for private use, or not assigned.
	private static IntStream characters() {
		return Stream
			.of(IntStream.range(0, 0x20000), IntStream.range(0x2f800, 0x2fa20), IntStream.range(0xe0000, 0xe1000))
			.flatMapToInt((range) -> range);
	}

	static Stream<Golden> goldens() throws IOException {
		try (InputStream lines = Objects
			.requireNonNull(NormalPromptTests.class.getResourceAsStream("normal-prompts.jsonl"))) {
			return new String(lines.readAllBytes(), StandardCharsets.US_ASCII).lines()
				.map((line) -> JsonMapper.shared().readValue(line, Golden.class));
		}
	}

	record Golden(String input, String text, String hash) {
	}

}
