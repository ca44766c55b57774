package dev.tintype.web.openapi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ComposedSchemasTests {

	private static final Map<String, Object> TEXT = Map.of("type", List.of("string", "null"));

	private final Map<String, Object> schemas = new HashMap<>(Map.of("Base",
			Map.of("type", "object", "description", "Of the base.", "required", List.of("a"), "properties",
					Map.of("a", TEXT)),
			"Middle", Map.of("allOf", List.of(Map.of("$ref", "#/components/schemas/Base"), part("b"))), "Top",
			Map.of("description", "Its own.", "allOf",
					List.of(Map.of("$ref", "#/components/schemas/Middle"), part("c")))));

	@Test
	void composedSchemaHasPropertiesOfAllItsParts() {
		new ComposedSchemas(this.schemas).writeOut();
		assertThat(this.schemas).containsEntry("Top", Map.of("type", "object", "description", "Its own.", "required",
				List.of("a"), "properties", Map.of("a", TEXT, "b", TEXT, "c", TEXT)));
	}

	@Test
	void propertyInTwoPartsIsRefused() {
		this.schemas.put("Twice", Map.of("allOf", List.of(part("a"), part("a"))));
		assertThatIllegalStateException().isThrownBy(new ComposedSchemas(this.schemas)::writeOut)
			.withMessage("Described twice: Twice a");
	}

	@Test
	void unknownPartIsRefused() {
		this.schemas.put("Lost", Map.of("allOf", List.of(Map.of("$ref", "#/components/schemas/Missing"))));
		assertThatIllegalStateException().isThrownBy(new ComposedSchemas(this.schemas)::writeOut)
			.withMessage("No schema: Missing");
	}

	private static Map<String, Object> part(String property) {
		return Map.of("type", "object", "properties", Map.of(property, TEXT));
	}

}
