package dev.tintype.search.fulltext;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The expected words are those of PostgreSQL's {@code to_tsvector('english', …)}.
 */
class EnglishTextTests {

	@ParameterizedTest
	@CsvSource({ "running runs run, run run run", "flies fly, fli fli", "happiness happy, happi happi",
			"The cat's whiskers, cat whisker", "Don't, ''", "the and of is, ''",
			"generously generation, generous generat", "well-known, well known", "foo_bar, foo bar",
			"3.14 and 8k, 3.14 8k", "CAFÉ Straße, café strass", "skies dying tying news, sky die tie news",
			"organization organs, organ organ", "\u2019t, ''", "( | & ! : * ) \", ''" })
	void wordsEqualThoseOfPostgresql(String text, String words) {
		assertThat(String.join(" ", EnglishText.words(text))).isEqualTo(words);
	}

}
