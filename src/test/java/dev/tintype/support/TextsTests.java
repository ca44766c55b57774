package dev.tintype.support;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TextsTests {

	@ParameterizedTest
	@ValueSource(strings = { "\0", "a\0", "\0a", "\ud83d\ude00\0" })
	void nulIsRefused(String text) {
		assertThat(Texts.fault(text, 0, 10)).isEqualTo("must not contain a NUL character");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\ud83d", "\ude00", "a\ud83d", "\ud83da", "\ude00\ud83d", "\ud83d\ud83d\ude00",
			"\ud83d\ude00\ude00" })
	void unpairedSurrogateIsRefused(String text) {
		assertThat(Texts.fault(text, 0, 10)).isEqualTo("must not contain an unpaired surrogate");
	}

	@Test
	void lengthCountsCharactersNotCodeUnits() {
		assertThat(Texts.fault("\ud83d\ude00".repeat(5), 1, 5)).isNull();
		assertThat(Texts.fault("\ud83d\ude00".repeat(6), 1, 5)).isEqualTo("must have at most 5 characters");
		assertThat(Texts.fault("aaaaa", 1, 5)).isNull();
		assertThat(Texts.fault("aaaaaa", 1, 5)).isEqualTo("must have at most 5 characters");
	}

	@Test
	void shortTextIsRefused() {
		assertThat(Texts.fault("", 0, 5)).isNull();
		assertThat(Texts.fault("", 1, 5)).isEqualTo("must not be empty");
		assertThat(Texts.fault("a", 2, 5)).isEqualTo("must have at least 2 characters");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u0001", "\u202e", "\ufeff", "\uffff", "\ufffd", "\ud83d\ude00\ud83d\ude00", " \t\r\n" })
	void anyOtherCharacterIsAccepted(String text) {
		assertThat(Texts.fault(text, 1, 10)).isNull();
	}

}
