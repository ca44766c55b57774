package dev.tintype.web.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.tintype.web.http.ProblemException.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class JsonFieldsTests {

	@Test
	void allFaultsAreCollectedWithTheirPointers() {
		JsonFields fields = fields("""
				{"a": 1, "c": "x", "d": "", "e": "word", "f": "yes", "g": -1, "h": {}}""", "/items/3");
		fields.text("a", 1, 5);
		fields.text("b", 1, 5);
		fields.text("c", 2, 5);
		fields.optionalText("d", 1, 5);
		fields.optionalWord("e", List.of("one", "other"));
		fields.flag("f", false);
		fields.optionalCount("g");
		fields.items("h", 5);
		fields.items("i", 5);
		assertThat(faults(fields)).containsExactly(new Fault("/items/3/a", "must be a string"),
				new Fault("/items/3/b", "is required"), new Fault("/items/3/c", "must have at least 2 characters"),
				new Fault("/items/3/d", "must not be empty"), new Fault("/items/3/e", "must be one of one, other"),
				new Fault("/items/3/f", "must be true or false"),
				new Fault("/items/3/g", "must be a whole number from 0"), new Fault("/items/3/h", "must be an array"),
				new Fault("/items/3/i", "is required"));
		assertThat(fields.fault()).isEqualTo("a must be a string");
	}

	@Test
	void numberBeyondDoublesIsAFault() {
		JsonFields fields = fields("{\"a\": 1" + "0".repeat(400) + "}", "");

		assertThat(fields.optionalDecimal("a", -90, 90)).isNull();
		assertThat(faults(fields)).containsExactly(new Fault("/a", "must be a number from -90 to 90"));
	}

	@Test
	void valuesAreRead() {
		JsonFields fields = fields(
				"""
						{"text": "t", "word": "one", "yes": true, "count": 9223372036854775807, "items": [1, "2"], "more": 1}""",
				"");
		assertThat(fields.text("text", 1, 5)).isEqualTo("t");
		assertThat(fields.optionalWord("word", List.of("one"))).isEqualTo("one");
		assertThat(fields.flag("yes", false)).isTrue();
		assertThat(fields.optionalCount("count")).isEqualTo(Long.MAX_VALUE);
		assertThat(fields.items("items", 2)).hasSize(2);
		assertThat(fields.fault()).isNull();
		assertThatNoException().isThrownBy(fields::check);
	}

	@Test
	void nullCountsAsAbsent() {
		JsonFields fields = fields("""
				{"text": null, "word": null, "flag": null, "count": null}""", "");
		assertThat(fields.optionalText("text", 1, 5)).isNull();
		assertThat(fields.optionalWord("word", List.of("one"))).isNull();
		assertThat(fields.flag("flag", true)).isTrue();
		assertThat(fields.optionalCount("count")).isNull();
		assertThat(fields.fault()).isNull();
		assertThat(fields.text("text", 0, 5)).isEmpty();
		assertThat(faults(fields)).containsExactly(new Fault("/text", "is required"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "null", "1", "\"text\"", "true", "" })
	void nodeThatIsNotObjectIsOneFault(String json) {
		JsonFields fields = fields(json, "");
		fields.text("text", 1, 5);
		fields.optionalText("other", 1, 5);
		assertThat(faults(fields)).containsExactly(new Fault("", "must be a JSON object"));
		assertThat(fields.fault()).isEqualTo("must be a JSON object");
	}

	@ParameterizedTest
	@ValueSource(strings = { "1.5", "1e3", "9223372036854775808", "\"1\"", "-1", "true" })
	void invalidCountIsRefused(String json) {
		JsonFields fields = fields("{\"count\": " + json + "}", "");
		assertThat(fields.optionalCount("count")).isNull();
		assertThat(fields.fault()).isEqualTo("count must be a whole number from 0");
	}

	@Test
	void problemOfTooManyItemsNamesLimit() {
		JsonFields fields = fields("{\"items\": [1, 2, 3]}", "");
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> fields.items("items", 2))
			.satisfies((ex) -> assertThat(ex.type()).isEqualTo(ProblemType.TOO_LARGE))
			.satisfies((ex) -> assertThat(ex.getBody().getDetail()).contains("3 items", "limit is 2"));
	}

	@Test
	void faultsOfInnerObjectAreAdded() {
		JsonFields outer = fields("{}", "");
		JsonFields inner = fields("{}", "/items/0");
		inner.text("name", 1, 5);
		outer.addFaultsOf(inner);
		assertThat(faults(outer)).containsExactly(new Fault("/items/0/name", "is required"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "{}x", "{} {}", "{\"a\":1,}", "{'a':1}", "NaN", "[1 2]", "\"\t\"", "01", "// c\n{}" })
	void malformedJsonIsRefused(String json) {
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> read(json))
			.satisfies((ex) -> assertThat(ex.type()).isEqualTo(ProblemType.MALFORMED_JSON));
	}

	@Test
	void tooDeepOrTooLongOrMisencodedJsonIsRefused() {
		byte[] misencoded = { '"', (byte) 0xC3, '"' };
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> Json.read(misencoded));
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> read("[".repeat(1001) + "]".repeat(1001)));
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> read("1".repeat(10_000)));
	}

	private static JsonFields fields(String json, String pointer) {
		return new JsonFields(read(json), pointer);
	}

	private static JsonNode read(String json) {
		return Json.read(json.getBytes(StandardCharsets.UTF_8));
	}

	@SuppressWarnings("unchecked")
	private static List<Fault> faults(JsonFields fields) {
		try {
			fields.check();
			return List.of();
		}
		catch (ProblemException ex) {
			Map<String, Object> members = Objects.requireNonNull(ex.getBody().getProperties());
			return (List<Fault>) Objects.requireNonNull(members.get("errors"));
		}
	}

}
