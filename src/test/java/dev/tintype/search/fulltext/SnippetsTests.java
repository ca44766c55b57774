package dev.tintype.search.fulltext;

import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SnippetsTests {

	@Test
	void passageContainsAnyFormOfTheWords() {
		String text = "Nothing of interest here. ".repeat(200) + "The boats were sailing\n\tto the harbour at dusk. "
				+ "More of the same. ".repeat(200);

		assertThat(new Snippets("sail boat").of(text)).contains("The boats were sailing to the harbour at dusk.")
			.hasSizeLessThanOrEqualTo(320);
	}

	@Test
	void passageWithMostWordsIsSelected() {
		String text = "A boat. " + "Nothing of interest here. ".repeat(40) + "A red boat at dawn. "
				+ "Nothing of interest here. ".repeat(40);

		assertThat(new Snippets("red boat dawn").of(text)).contains("A red boat at dawn.");
	}

	@Test
	void beginningIsShownWhenTextHasNoneOfTheWords() {
		assertThat(new Snippets("boat").of("One two three. Four five six.")).startsWith("One two three.");
		assertThat(new Snippets("\"&|!()").of("One two three.")).isEqualTo("One two three.");
	}

	@Test
	void longWordIsCutBetweenCharacters() {
		String snippet = Objects.requireNonNull(new Snippets("boat").of("\uD83D\uDE00".repeat(1_000)));

		assertThat(snippet).hasSizeLessThanOrEqualTo(320).endsWith("\u2026");
		assertThat(snippet.codePoints().limit(100)).allMatch((point) -> point == 0x1F600);
	}

	@Test
	void blankTextHasNoSnippet() {
		assertThat(new Snippets("boat").of(" \n ")).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "die, dying", "lie, lies", "hope, hoping", "skis, sky ski", "general, generals", "über, ÜBER" })
	void wordWithShortStemIsFound(String query, String form) {
		String text = "Nothing of interest here. ".repeat(200) + "One " + form + " at last. " + "No more. ".repeat(80);

		assertThat(new Snippets(query).of(text)).contains(form);
	}

}
