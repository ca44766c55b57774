package dev.tintype.text.prompt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PromptFilterTests {

	@Test
	void wordsAreNormalisedAndSortedLongestFirst() {
		assertThat(PromptFilter.words(" a\u3000\uFF22oat  at DUSK ")).containsExactly("boat", "dusk");
		assertThat(PromptFilter.words("red x")).containsExactly("red", "x");
	}

	@Test
	void wordsInsideOtherWordsAreLeftOut() {
		assertThat(PromptFilter.words("cat cats catsuit cat")).containsExactly("catsuit");
	}

	@Test
	void textWithoutWordsHasNone() {
		assertThat(PromptFilter.words(null)).isEmpty();
		assertThat(PromptFilter.words(" \u00A0\t")).isEmpty();
	}

	@Test
	void idsHaveTheFormThatTheServiceWrites() {
		assertThat(PromptIds.parse("17")).isEqualTo(17);
		assertThat(PromptIds.parse("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "0", "-1", "+1", "01", "1.0", "1e3", "\u0661", "9223372036854775808", "search" })
	void otherTextsAreNotIds(String text) {
		assertThat(PromptIds.parse(text)).isNull();
	}

}
