package dev.tintype.web.http;

import java.util.List;

import dev.tintype.testing.Exchanges;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class QueryParametersTests {

	@Test
	void emptyParameterCountsAsAbsent() {
		QueryParameters parameters = QueryParameters.of(Exchanges.get("/?text=&number=&flag=&word=&bare"));
		assertThat(parameters.text("text", 5)).isNull();
		assertThat(parameters.text("bare", 5)).isNull();
		assertThat(parameters.text("none", 5)).isNull();
		assertThat(parameters.optionalNumber("number", 1, 9)).isNull();
		assertThat(parameters.number("number", 1, 9, 7)).isEqualTo(7);
		assertThat(parameters.flag("flag")).isNull();
		assertThat(parameters.word("word", List.of("a", "b"), "b")).isEqualTo("b");
	}

	@Test
	void valuesAreRead() {
		QueryParameters parameters = QueryParameters
			.of(Exchanges.get("/?text=a%20%C3%A9%26b&number=9&yes=true&no=false&word=a&text=second"));
		assertThat(parameters.text("text", 5)).isEqualTo("a \u00e9&b");
		assertThat(parameters.optionalNumber("number", 1, 9)).isEqualTo(9);
		assertThat(parameters.flag("yes")).isTrue();
		assertThat(parameters.flag("no")).isFalse();
		assertThat(parameters.word("word", List.of("a", "b"), "b")).isEqualTo("a");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "10", "-1", "1.0", "1e0", "x", "99999999999", "0x1", "%201", "%EF%BC%91", "%D9%A1",
			"%2B1", "-" })
	void numberOutOfRangeIsRefused(String value) {
		QueryParameters parameters = QueryParameters.of(Exchanges.get("/?number=" + value));
		assertInvalid("number", "must be a whole number from 1 to 9", () -> parameters.number("number", 1, 9, 1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "1", "0", "yes", "TRUE", "on" })
	void invalidFlagIsRefused(String value) {
		QueryParameters parameters = QueryParameters.of(Exchanges.get("/?flag=" + value));
		assertInvalid("flag", "must be true or false", () -> parameters.flag("flag"));
	}

	@Test
	void unknownWordIsRefused() {
		QueryParameters parameters = QueryParameters.of(Exchanges.get("/?word=c"));
		assertInvalid("word", "must be one of a, b", () -> parameters.word("word", List.of("a", "b"), "a"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "%00", "abcdef", "a%00" })
	void invalidTextIsRefused(String value) {
		QueryParameters parameters = QueryParameters.of(Exchanges.get("/?text=" + value));
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> parameters.text("text", 5))
			.satisfies((ex) -> assertThat(ex.type()).isEqualTo(ProblemType.INVALID_REQUEST));
	}

	private static void assertInvalid(String pointer, String detail, Runnable read) {
		assertThatExceptionOfType(ProblemException.class).isThrownBy(read::run)
			.satisfies((ex) -> assertThat(ex.type()).isEqualTo(ProblemType.INVALID_REQUEST))
			.satisfies((ex) -> assertThat(ex.getBody().getProperties()).containsEntry("errors",
					List.of(new ProblemException.Fault(pointer, detail))));
	}

}
