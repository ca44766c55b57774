package dev.tintype.web.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks the properties of the description that generated clients need.
 */
class ClientReadinessTests {

	/** Paths whose operations do not use the database. */
	private static final Set<String> WITHOUT_DATABASE = Set.of("/api/database/pool", "/api/filters/{listing}");

	private static final String NDJSON = "application/x-ndjson";

	private static final JsonNode DOCUMENT = new JsonMapper().valueToTree(ApiDescription.load().document());

	@Test
	void noSchemaHasNameOfImportedJavaClass() {
		assertThat(DOCUMENT.at("/components/schemas").propertyNames())
			.noneMatch((name) -> ClassUtils.isPresent("java.lang." + name, null));
	}

	@Test
	void noPropertyHasDefaultThatMakesItRequired() {
		assertThat(DOCUMENT.at("/components/schemas").findValues("default")).isEmpty();
	}

	@Test
	void everyObjectSchemaHasName() {
		List<String> nameless = new ArrayList<>();
		DOCUMENT.at("/components/schemas")
			.propertyStream()
			.forEach((schema) -> schema.getValue()
				.forEach((part) -> collectObjects("schema " + schema.getKey(), part, nameless)));
		collectObjects("paths", DOCUMENT.get("paths"), nameless);
		assertThat(nameless).isEmpty();
	}

	@Test
	void noSchemaUsesAllOf() {
		assertThat(DOCUMENT.findValues("allOf")).isEmpty();
	}

	@Test
	void streamIsTextAndNamesSchemaOfItsLines() {
		assertThat(DOCUMENT.get("paths").findValues(NDJSON)).isNotEmpty().allSatisfy((stream) -> {
			assertThat(stream.at("/schema/$ref").asString()).isEqualTo("#/components/schemas/Lines");
			assertThat(stream.at("/x-item-schema/$ref").isMissingNode()).isFalse();
		});
	}

	@Test
	void jsonIsFirstTypeOfEveryBody() {
		assertThat(DOCUMENT.get("paths").findValues("content")).isNotEmpty()
			.filteredOn((content) -> content.has("application/json"))
			.allSatisfy((content) -> assertThat(content.propertyNames()).first().isEqualTo("application/json"));
	}

	@Test
	void everyOperationDeclaresItsFailures() {
		operations().forEach((operation) -> assertThat(operation.responses().propertyNames()).as(operation.name())
			.containsAll(operation.failures()));
	}

	@Test
	void everyFailureIsSharedResponse() {
		operations().forEach((operation) -> operation.responses()
			.propertyStream()
			.filter((response) -> response.getKey().compareTo("400") >= 0
					&& !operation.name().equals("get /api/database/health"))
			.forEach((response) -> assertThat(response.getValue().has("$ref"))
				.as(operation.name() + " " + response.getKey())
				.isTrue()));
	}

	private static void collectObjects(String place, JsonNode node, List<String> found) {
		if (node.has("properties") && !place.endsWith("/properties")) {
			found.add(place);
		}
		node.propertyStream()
			.filter((part) -> !part.getKey().startsWith("example"))
			.forEach((part) -> collectObjects(place + "/" + part.getKey(), part.getValue(), found));
	}

	private static Stream<Operation> operations() {
		return DOCUMENT.get("paths")
			.propertyStream()
			.filter((path) -> path.getKey().startsWith("/api/"))
			.flatMap((path) -> path.getValue()
				.propertyStream()
				.filter((operation) -> !operation.getKey().equals("parameters"))
				.map((operation) -> new Operation(path.getKey(), operation.getKey(), operation.getValue())));
	}

	record Operation(String path, String method, JsonNode described) {

		String name() {
			return this.method + " " + this.path;
		}

		JsonNode responses() {
			return this.described.get("responses");
		}

		Set<String> failures() {
			Set<String> failures = new TreeSet<>(Set.of("400"));
			addIf(failures, !this.method.equals("get"), "403");
			addIf(failures, this.path.matches(".*\\{(id|code)}.*") && !name().equals("put /api/documents/{code}"),
					"404");
			addIf(failures, !responses().has("204"), "406");
			addIf(failures, this.described.has("requestBody"), "408", "413");
			addIf(failures, this.described.at("/requestBody/content").has("application/json"), "415");
			addIf(failures,
					this.described.findValuesAsString("$ref").contains("#/components/parameters/IdempotencyKey"), "409",
					"422");
			addIf(failures, !WITHOUT_DATABASE.contains(this.path), "503");
			return failures;
		}

		private static void addIf(Set<String> failures, boolean condition, String... added) {
			if (condition) {
				failures.addAll(List.of(added));
			}
		}

	}

}
