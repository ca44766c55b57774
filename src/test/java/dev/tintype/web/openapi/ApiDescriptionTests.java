package dev.tintype.web.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ApiDescriptionTests {

	private static final JsonMapper JSON = new JsonMapper();

	private static final JsonNode DOCUMENT = JSON.valueToTree(ApiDescription.load().document());

	/** Names the schema of each line of a stream. */
	private static final String LINES = "x-item-schema";

	private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

	@ParameterizedTest
	@MethodSource("examples")
	void exampleMatchesItsSchema(Example example) {
		Schema schema = SCHEMAS.getSchema(
				JSON.valueToTree(Map.of("allOf", List.of(example.schema()), "components", DOCUMENT.get("components"))));
		assertThat(example.instances()).isNotEmpty()
			.allSatisfy((instance) -> assertThat(schema.validate(instance)).isEmpty());
	}

	@Test
	void everyReferenceHasTarget() {
		assertThat(DOCUMENT.findValuesAsString("$ref")).isNotEmpty()
			.allSatisfy((reference) -> assertThat(DOCUMENT.at(reference.substring(1)).isMissingNode()).as(reference)
				.isFalse());
	}

	@Test
	void everyOperationHasUniqueId() {
		List<String> ids = DOCUMENT.findValuesAsString("operationId");
		long operations = DOCUMENT.get("paths")
			.valueStream()
			.flatMap((path) -> path.propertyStream())
			.filter((property) -> !property.getKey().equals("parameters"))
			.count();
		assertThat(ids).doesNotHaveDuplicates().hasSize((int) operations);
	}

	@Test
	void everyPathParameterIsDescribed() {
		DOCUMENT.get("paths").propertyStream().filter((path) -> path.getKey().contains("{")).forEach((path) -> {
			List<String> names = parameters(path.getValue()).map((parameter) -> parameter.get("name").asString())
				.toList();
			assertThat(path.getKey())
				.satisfies((pattern) -> names.forEach((name) -> assertThat(pattern).contains("{" + name + "}")));
			assertThat(names).as(path.getKey()).isNotEmpty();
		});
	}

	static Stream<Example> examples() {
		List<Example> examples = new ArrayList<>();
		collect(DOCUMENT, "", examples);
		return examples.stream();
	}

	private static void collect(JsonNode node, String pointer, List<Example> examples) {
		node.propertyStream().forEach((property) -> {
			String name = property.getKey();
			JsonNode value = property.getValue();
			boolean json = name.equals("application/x-ndjson") || name.endsWith("json");
			if (json && value.has("example")) {
				examples.add(new Example(pointer + " " + name, value.get(value.has(LINES) ? LINES : "schema"),
						value.get("example")));
			}
			collect(value, pointer + "/" + name, examples);
		});
	}

	private static Stream<JsonNode> parameters(JsonNode path) {
		JsonNode operation = path.has("parameters") ? path : path.get("get");
		return operation.get("parameters")
			.valueStream()
			.map((parameter) -> parameter.has("$ref") ? DOCUMENT.at(parameter.get("$ref").asString().substring(1))
					: parameter)
			.filter((parameter) -> parameter.get("in").asString().equals("path"));
	}

	/**
	 * An example of a body.
	 *
	 * @param place its place in the document
	 * @param value the example, which is a text of lines for a stream
	 */
	record Example(String place, JsonNode schema, JsonNode value) {

		List<JsonNode> instances() {
			return this.value.isString() ? this.value.asString().lines().map(JSON::readTree).toList()
					: List.of(this.value);
		}

		@Override
		public String toString() {
			return this.place;
		}

	}

}
