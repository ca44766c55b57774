package dev.tintype.library.collection;

import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Checks rules of smart collections that no client sends.
 */
public final class SmartRules {

	private SmartRules() {
	}

	/**
	 * Finds the fault of rules.
	 * @param rules as a client would send them
	 * @return null if there is none, else a text for people
	 */
	public static @Nullable String fault(JsonNode rules) {
		JsonFields fields = new JsonFields(Json.MAPPER.createObjectNode(), "");
		RuleReader.read(rules, "/smart_rules", fields);
		return fields.fault();
	}

}
