package dev.tintype.web.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class JsonBytesTests {

	private final Random random = new Random(3);

	@Test
	void everyCharacterIsWrittenAsMapperWritesIt() {
		for (int character = 0; character < 0x3000; character++) {
			if (!Character.isSurrogate((char) character)) {
				assertText("a" + (char) character + "z");
			}
		}
		assertText("");
		assertText("\uD83D\uDC69\u200D\uD83D\uDE80 \uD842\uDFB7");
		assertText("\"\\\u0001".repeat(1000));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0x85, 0x2028, 0x2029 })
	void nonAsciiLineBreakIsEscaped(int character) {
		byte[] text = "a%1$cb\u2026\u00A9%1$c".formatted(character).getBytes(StandardCharsets.UTF_8);
		assertThat(written((json) -> json.text(text, 0, text.length)))
			.isEqualTo("\"a\\u%1$04Xb\u2026\u00A9\\u%1$04X\"".formatted(character));
	}

	@Test
	void partOfBytesIsWritten() {
		byte[] text = "[naïve]".getBytes(StandardCharsets.UTF_8);
		assertThat(written((json) -> json.text(text, 1, text.length - 2))).isEqualTo("\"naïve\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "1970-01-01T00:00:00Z", "1969-12-31T23:59:59.999999Z", "2026-02-28T23:59:59.100Z",
			"2026-11-21T00:00:00.000001Z", "9999-12-31T23:59:59.999999Z", "+10000-01-01T00:00:00Z",
			"0000-01-01T00:00:00Z", "-0044-03-15T12:00:00.010Z" })
	void timestampIsWrittenAsInstantWritesIt(String moment) {
		assertMoment(Instant.parse(moment));
	}

	@Test
	void timestampFinerThanMicrosecondsIsWrittenCompletely() {
		for (Instant moment : List.of(Instant.ofEpochSecond(1, 1), Instant.ofEpochSecond(-1, 999_999_999), Instant.MAX,
				Instant.MIN, Instant.ofEpochSecond(5, 1000))) {
			assertThat(written((json) -> json.moment(moment))).isEqualTo('"' + moment.toString() + '"');
		}
	}

	@Test
	void severalTimestampsAreWrittenInSequence() {
		JsonBytes json = new JsonBytes(0);
		StringBuilder expected = new StringBuilder();
		for (int i = 0; i < 20_000; i++) {
			long micros = this.random.nextLong(4_000_000_000_000_000L) - 1_000_000_000_000L;
			micros -= (i % 3 == 0) ? Math.floorMod(micros, 1_000_000L)
					: (i % 3 == 1) ? Math.floorMod(micros, 1000L) : 0;
			json.moment(micros);
			expected.append('"').append(Instant.EPOCH.plus(micros, ChronoUnit.MICROS)).append('"');
		}
		assertThat(new String(json.toByteArray(), StandardCharsets.UTF_8)).isEqualTo(expected.toString());
	}

	@Test
	void idsNumbersAndFlagsAreWritten() {
		for (int i = 0; i < 1000; i++) {
			UUID id = new UUID(this.random.nextLong(), this.random.nextLong());
			assertThat(written((json) -> json.id(id))).isEqualTo("\"" + id + "\"");
		}
		for (long number : List.of(0L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, 1234L)) {
			assertThat(written((json) -> json.number(number))).isEqualTo(Long.toString(number));
		}
		assertThat(written((json) -> json.flag(true))).isEqualTo("true");
		assertThat(written((json) -> json.flag(false))).isEqualTo("false");
		assertThat(written(JsonBytes::nothing)).isEqualTo("null");
	}

	private static void assertText(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		assertThat(written((json) -> json.text(bytes, 0, bytes.length))).isEqualTo(Json.MAPPER.writeValueAsString(text))
			.isEqualTo(new String(Json.quoted(text), StandardCharsets.UTF_8));
	}

	private static void assertMoment(Instant moment) {
		long micros = moment.getEpochSecond() * 1_000_000 + moment.getNano() / 1000;
		assertThat(written((json) -> json.moment(micros))).isEqualTo("\"" + moment + "\"");
	}

	private static String written(Consumer<JsonBytes> work) {
		JsonBytes json = new JsonBytes(0);
		work.accept(json);
		return new String(json.toByteArray(), StandardCharsets.UTF_8);
	}

}
