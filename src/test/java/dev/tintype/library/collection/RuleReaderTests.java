package dev.tintype.library.collection;

import java.util.Collections;

import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import dev.tintype.web.http.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RuleReaderTests {

	private static final String RULE = "{\"field\": \"rating\", \"operator\": \"equals\", \"value\": 1}";

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "ratin | equals | 1 | /field",
			"rating | like | 1 | /operator", "rating | contains | 1 | /operator", "rating | equals | \"1\" | /value",
			"rating | equals | 1.5 | /value", "rating | equals | null | /value", "rating | between | [1] | /value",
			"rating | between | [2, 1] | /value", "rating | between | [1, \"2\"] | /value/1",
			"rating | in | [] | /value", "rating | in | 1 | /value", "rating | in_last_days | 1 | /operator",
			"taken_at | in_last_days | 0 | /value", "taken_at | in_last_days | \"3\" | /value",
			"taken_at | greater_than | \"2024-13-01\" | /value", "taken_at | equals | 2024 | /value",
			"created_at | equals | \"2024-07-04T10:11:12\" | /value",
			"taken_at | between | [\"2024-07-04\", \"2024-07-03\"] | /value", "keywords | contains | \"\" | /value",
			"keywords | contains | [\"a\"] | /value", "keywords | greater_than | \"a\" | /operator",
			"tier | equals | \"Gold\" | /value", "location | contains | 1 | /value",
			"location | contains | \"a\\u0000\" | /value", "is_reviewed | equals | \"true\" | /value",
			"is_reviewed | in | [true] | /operator", "has_gps | equals | 1 | /value" })
	void faultOfRuleIsNamed(String field, String operator, String value, String pointer) {
		assertThat(pointer("{\"operator\": \"OR\", \"rules\": [%s, %s]}".formatted(RULE,
				"{\"field\": \"%s\", \"operator\": \"%s\", \"value\": %s}".formatted(field, operator, value))))
			.isEqualTo("/smart_rules/rules/1" + pointer);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "[] | ``", "{\"rules\": [%s]} | /operator",
			"{\"operator\": \"and\", \"rules\": [%s]} | /operator", "{\"operator\": \"AND\"} | /rules",
			"{\"operator\": \"AND\", \"rules\": []} | /rules", "{\"operator\": \"AND\", \"rules\": [1]} | /rules/0",
			"{\"operator\": \"AND\", \"not\": 1, \"rules\": [%s]} | /not",
			"{\"operator\": \"AND\", \"rules\": [{\"operator\": \"XOR\", \"rules\": [%s]}]} | /rules/0/operator",
			"{\"operator\": \"AND\", \"rules\": [{\"operator\": \"OR\", \"rules\": [{\"operator\": \"OR\", \"rules\": [{\"operator\": \"OR\", \"rules\": [%s]}]}]}]} | /rules/0/rules/0/rules/0" })
	void faultOfGroupIsNamed(String rules, String pointer) {
		assertThat(pointer(rules.replace("%s", RULE))).isEqualTo("/smart_rules" + pointer);
	}

	@Test
	void allFaultsAreNamed() {
		JsonFields fields = new JsonFields(Json.MAPPER.createObjectNode(), "");
		RuleReader.read(
				Json.MAPPER.readTree("{\"operator\": \"AND\", \"rules\": [{\"field\": \"a\"}, {\"field\": 1}]}"),
				"/smart_rules", fields);

		assertThatExceptionOfType(ProblemException.class).isThrownBy(fields::check)
			.satisfies((problem) -> assertThat(String.valueOf(problem.getBody().getProperties())).contains(
					"/smart_rules/rules/0/field", "/smart_rules/rules/0/operator", "/smart_rules/rules/1/field",
					"/smart_rules/rules/1/operator"));
	}

	@Test
	void fiftyRulesAreAcceptedInAll() {
		String group = "{\"operator\": \"OR\", \"rules\": [%s]}";
		String half = String.join(",", Collections.nCopies(25, RULE));

		assertThat(pointer(group.formatted(group.formatted(half) + "," + group.formatted(half)))).isEmpty();
		assertThat(pointer(group.formatted(group.formatted(half) + "," + RULE + "," + group.formatted(half))))
			.isEqualTo("/smart_rules");
		assertThat(pointer(group.formatted(group.formatted(group.formatted(RULE))))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "fileSize", "faceCount", "file_size" })
	void fieldOfOtherApplicationIsAccepted(String field) {
		assertThat(pointer("{\"operator\": \"AND\", \"rules\": [%s]}".formatted(RULE.replace("rating", field))))
			.isEmpty();
	}

	private static String pointer(String rules) {
		JsonNode json = Json.MAPPER.readTree(rules);
		JsonFields fields = new JsonFields(Json.MAPPER.createObjectNode(), "");
		SmartRule rule = RuleReader.read(json, "/smart_rules", fields);
		try {
			fields.check();
		}
		catch (ProblemException ex) {
			assertThat(rule).isNull();
			Object errors = String.valueOf(ex.getBody().getProperties());
			return String.valueOf(errors).replaceFirst("(?s).*?pointer=([^,]*),.*", "$1");
		}
		assertThat(rule).isNotNull();
		return "";
	}

}
