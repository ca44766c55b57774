package dev.tintype.fulltext;

import java.util.Objects;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SnippetsTests {

	@Test
	void passageHasTheWordsInAnyForm() {
		String text = "Nothing of interest here. ".repeat(200) + "The boats were sailing\n\tto the harbour at dusk. "
				+ "More of the same. ".repeat(200);

		assertThat(Snippets.of(text, "sail boat")).contains("The boats were sailing to the harbour at dusk.")
			.hasSizeLessThanOrEqualTo(320);
	}

	@Test
	void passageWithMostWordsIsTaken() {
		String text = "A boat. " + "Nothing of interest here. ".repeat(40) + "A red boat at dawn. "
				+ "Nothing of interest here. ".repeat(40);

		assertThat(Snippets.of(text, "red boat dawn")).contains("A red boat at dawn.");
	}

	@Test
	void beginningIsShownWhenNoWordIsThere() {
		assertThat(Snippets.of("One two three. Four five six.", "boat")).startsWith("One two three.");
		assertThat(Snippets.of("One two three.", "\"&|!()")).isEqualTo("One two three.");
	}

	@Test
	void longWordIsCutBetweenCharacters() {
		String snippet = Objects.requireNonNull(Snippets.of("\uD83D\uDE00".repeat(1_000), "boat"));

		assertThat(snippet).hasSizeLessThanOrEqualTo(320).endsWith("\u2026");
		assertThat(snippet.codePoints().limit(100)).allMatch((point) -> point == 0x1F600);
	}

	@Test
	void nothingIsShownOfNothing() {
		assertThat(Snippets.of(" \n ", "boat")).isNull();
	}

}
