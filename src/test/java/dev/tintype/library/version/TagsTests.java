package dev.tintype.library.version;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TagsTests {

	@ParameterizedTest
	@CsvSource({ "' a / b ', a/b", "a//b, a//b", "/, /", "'  ', ''", "u\u0308, \u00FC" })
	void tagIsNormalised(String text, String tag) {
		assertThat(Tags.clean(text)).isEqualTo(tag);
	}

	@ParameterizedTest
	@CsvSource({ "a//b, a/b", "/a/, a", "/, ''", "' / a', a" })
	void emptyLevelsOfFileAreRemoved(String text, String tag) {
		assertThat(Tags.cleanOfFile(text)).isEqualTo(tag);
	}

	@Test
	void emptyTagAndEmptyLevelAreFaults() {
		assertThat(Tags.fault("a/b")).isNull();
		assertThat(Tags.fault("")).contains("empty");
		assertThat(Tags.fault("a//b")).contains("empty level");
		assertThat(Tags.fault("/")).contains("empty level");
	}

}
