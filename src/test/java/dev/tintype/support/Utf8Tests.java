package dev.tintype.support;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class Utf8Tests {

	@ParameterizedTest
	@ValueSource(strings = { "", "00", "7f", "c280", "dfbf", "e0a080", "ed9fbf", "ee8080", "efbfbd", "efbfbf",
			"f0908080", "f48fbfbf" })
	void validSequenceIsDecoded(String hex) {
		byte[] bytes = HexFormat.of().parseHex(hex);
		assertThat(Utf8.isValid(bytes)).isTrue();
		assertThat(Utf8.decode(bytes)).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
	}

	@ParameterizedTest
	@ValueSource(strings = { "80", "bf", "c0af", "c1bf", "c2", "c241", "e0809f", "e080af", "eda080", "edbfbf", "e282",
			"f08080af", "f4908080", "f5808080", "f0908081f0", "fe", "ff", "eda0bdedb8a9" })
	void invalidSequenceIsRejected(String hex) {
		byte[] bytes = HexFormat.of().parseHex(hex);
		assertThat(Utf8.isValid(bytes)).isFalse();
		assertThat(Utf8.decode(bytes)).isNull();
	}

	@Test
	void invalidByteIsFoundAnywhere() {
		byte[] bytes = new byte[5_000];
		Arrays.fill(bytes, (byte) 'a');
		for (int at = 0; at < bytes.length; at += 7) {
			bytes[at] = (byte) 0xFF;
			assertThat(Utf8.isValid(bytes)).as("at %d", at).isFalse();
			bytes[at] = 'a';
		}
		assertThat(Utf8.isValid(bytes)).isTrue();
	}

	@Test
	void sequenceAcrossPiecesIsValid() {
		for (int before = 2_040; before < 2_052; before++) {
			byte[] bytes = ("a".repeat(before) + "\uD83D\uDE80\u00E9\u20AC").getBytes(StandardCharsets.UTF_8);
			assertThat(Utf8.isValid(bytes)).isTrue();
			assertThat(Utf8.isValid(Arrays.copyOf(bytes, bytes.length - 1))).isFalse();
		}
	}

}
