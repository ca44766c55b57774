package dev.tintype.search.filter;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CandidatesTests {

	@ParameterizedTest
	@CsvSource({ "abc, abc, ''", "abcd, abcd, abc", "ab, '', ''", "'old boat, red', 'old boat, red', boat",
			"étés, étés, ''", "straßes, straßes, str", "ｶﾞｶ, ｶﾞｶ, ''", "'a	b	c', 'a	b	c', ''" })
	void requiredTextIsInColumnOfEachMatch(String part, String required, String normalized) {
		assertThat(new Candidates("c", false).required(part)).isEqualTo(required);
		assertThat(new Candidates("c", true).required(part)).isEqualTo(normalized);
	}

}
