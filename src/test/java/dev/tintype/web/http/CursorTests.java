package dev.tintype.web.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CursorTests {

	private static final UUID ID = UUID.fromString("01980a4e-7c1b-7d55-9f3e-2b6f0c9a1d10");

	private static final Instant MOMENT = Instant.parse("2026-02-03T04:05:06.789001Z");

	private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=";

	@ParameterizedTest
	@ValueSource(strings = { "", "a", "ab", "abc", "2026-01-01T00:00:00Z", "\u00e9\u4e2d\ud83d\ude00",
			"a b/c?d=e&f+%00", "\u202e\u0001\n\ufffd\uffff" })
	void anyTextIsDecodedUnchanged(String key) {
		Cursor cursor = cursor(key);
		String text = cursor.encode();
		assertThat(text).matches("[A-Za-z0-9_-]+");
		assertThat(Cursor.decode(text)).isEqualTo(cursor);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a", "ab" })
	void cursorWithChangedCharacterIsRefused(String key) {
		String text = cursor(key).encode();
		for (int i = 0; i < text.length(); i++) {
			for (char other : ALPHABET.toCharArray()) {
				if (other != text.charAt(i)) {
					assertRefused(text.substring(0, i) + other + text.substring(i + 1));
				}
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a", "ab" })
	void shortenedOrLengthenedCursorIsRefused(String key) {
		String text = cursor(key).encode();
		for (int length = 0; length < text.length(); length++) {
			assertRefused(text.substring(0, length));
		}
		assertRefused(text + "A");
		assertRefused(text + "=");
		assertRefused(text + "\u00e9");
	}

	@Test
	void forgedCursorWithCorrectChecksumIsRefused() {
		assertRefused(forged(new byte[] { -1 }));
		assertRefused(forged(new byte[] { 127, 'a' }));
		assertRefused(forged(new byte[] { 7, 'c', 'r', 'e', 'a', 't', 'e', 'd', -1 }));
		assertRefused(forged("\7createdx".getBytes(StandardCharsets.UTF_8)));
		assertRefused(forged("\7createdn1234567".getBytes(StandardCharsets.UTF_8)));
		assertRefused(forged("\7createdt\0\0\0\2a".getBytes(StandardCharsets.UTF_8)));
		assertRefused(forged("\7createdm\177\177\177\177\177\177\177\1771234".getBytes(StandardCharsets.UTF_8)));
		assertThat(Cursor.decode(forged("\7createdt\0\0\0\1a".getBytes(StandardCharsets.UTF_8))))
			.isEqualTo(new Cursor("created", List.of("a"), 1));
	}

	private static Cursor cursor(String key) {
		return new Cursor("created", List.of(key, MOMENT, -7L, ID), 5);
	}

	private static String forged(byte[] rest) {
		ByteBuffer buffer = ByteBuffer.allocate(12 + rest.length).putInt(0).putLong(1).put(rest);
		CRC32 crc = new CRC32();
		crc.update(buffer.array(), 4, 8 + rest.length);
		buffer.putInt(0, (int) crc.getValue());
		return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
	}

	private static void assertRefused(String text) {
		assertThatExceptionOfType(ProblemException.class).as(text)
			.isThrownBy(() -> Cursor.decode(text))
			.satisfies((ex) -> assertThat(ex.type()).isEqualTo(ProblemType.INVALID_CURSOR));
	}

}
