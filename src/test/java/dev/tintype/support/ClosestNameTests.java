package dev.tintype.support;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ClosestNameTests {

	private static final List<String> KNOWN = List.of("id", "width", "height", "filename", "filter", "caption_model");

	@ParameterizedTest
	@CsvSource(textBlock = """
			widht, width
			WIDTH, width
			filtre, filter
			file_name, filename
			captionmodel, caption_model
			i, id
			ix, id
			host,
			xyz,
			'',
			""")
	void closestNameIsWithinThirdOfLetters(String name, String closest) {
		assertThat(ClosestName.of(name, KNOWN)).isEqualTo(closest);
	}

	@org.junit.jupiter.api.Test
	void veryLongNameIsNotCompared() {
		assertThat(ClosestName.of("w".repeat(5_000), KNOWN)).isNull();
	}

}
