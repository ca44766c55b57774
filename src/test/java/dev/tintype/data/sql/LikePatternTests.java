package dev.tintype.data.sql;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LikePatternTests {

	@Test
	void patternTakesEveryCharacterLiterally() {
		assertThat(LikePattern.containing("50%_\\")).isEqualTo("%50\\%\\_\\\\%");
		assertThat(LikePattern.containing("")).isEqualTo("%%");
	}

}
