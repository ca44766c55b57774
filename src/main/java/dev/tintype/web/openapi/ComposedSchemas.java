package dev.tintype.web.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code allOf} in schemas by its properties. Client generators ignore that an
 * inherited property may be null.
 */
final class ComposedSchemas {

	private static final String REFERENCE = "#/components/schemas/";

	private final Map<String, Object> schemas;

	ComposedSchemas(Map<String, Object> schemas) {
		this.schemas = schemas;
	}

	/**
	 * Replaces each {@code allOf} of a named schema by the properties of its parts.
	 * @throws IllegalStateException if two parts have the same property, or a part is
	 * unknown
	 */
	void writeOut() {
		this.schemas.replaceAll((name, schema) -> written(name, schema));
	}

	private Object written(String name, @Nullable Object schema) {
		if (!(schema instanceof Map<?, ?> composed)) {
			throw new IllegalStateException("No schema: " + name);
		}
		if (!(composed.get("allOf") instanceof List<?> parts)) {
			return composed;
		}
		Map<Object, Object> result = new LinkedHashMap<>(composed);
		result.remove("allOf");
		result.put("type", "object");
		List<Object> required = new ArrayList<>();
		Map<Object, Object> properties = new LinkedHashMap<>();
		for (Object part : parts) {
			Map<?, ?> written = part(name, part);
			if (written.get("required") instanceof List<?> names) {
				required.addAll(names);
			}
			if (written.get("properties") instanceof Map<?, ?> more) {
				more.forEach((property, value) -> {
					if (properties.put(property, value) != null) {
						throw new IllegalStateException("Described twice: " + name + " " + property);
					}
				});
			}
		}
		result.put("required", required);
		result.put("properties", properties);
		return result;
	}

	private Map<?, ?> part(String name, Object part) {
		if (part instanceof Map<?, ?> inline && inline.get("$ref") instanceof String reference) {
			String named = reference.substring(REFERENCE.length());
			return (Map<?, ?>) written(named, this.schemas.get(named));
		}
		return (Map<?, ?>) written(name, part);
	}

}
