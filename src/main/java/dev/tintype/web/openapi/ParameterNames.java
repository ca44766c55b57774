package dev.tintype.web.openapi;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * The names of the query parameters of each operation.
 */
final class ParameterNames {

	private static final String BASE = "/api/";

	/** The names by path and method. */
	private final Map<String, Map<String, TreeSet<String>>> names = new HashMap<>();

	/** The names of parameters that are arrays, of which a request may have several. */
	private final Set<String> repeated = new HashSet<>();

	/**
	 * Reads the names.
	 * @param document the whole description
	 */
	ParameterNames(Map<String, Object> document) {
		map(document.get("paths")).forEach((path, item) -> map(item).forEach((method, operation) -> {
			if (String.valueOf(path).startsWith(BASE) && operation instanceof Map<?, ?> described) {
				TreeSet<String> found = new TreeSet<>();
				collect(document, map(item).get("parameters"), found);
				collect(document, described.get("parameters"), found);
				this.names.computeIfAbsent(String.valueOf(path), (any) -> new HashMap<>())
					.put(String.valueOf(method).toUpperCase(Locale.ROOT), found);
			}
		}));
	}

	private static Map<?, ?> map(@Nullable Object value) {
		return (value instanceof Map<?, ?> map) ? map : Map.of();
	}

	private void collect(Map<?, ?> document, @Nullable Object parameters, TreeSet<String> names) {
		if (parameters instanceof List<?> list) {
			for (Object each : list) {
				Map<?, ?> parameter = resolve(document, map(each));
				if ("query".equals(parameter.get("in"))) {
					String name = String.valueOf(parameter.get("name"));
					names.add(name);
					if ("array".equals(map(parameter.get("schema")).get("type"))) {
						this.repeated.add(name);
					}
				}
			}
		}
	}

	private static Map<?, ?> resolve(Map<?, ?> document, Map<?, ?> parameter) {
		if (!(parameter.get("$ref") instanceof String reference)) {
			return parameter;
		}
		Map<?, ?> found = document;
		for (String step : reference.substring("#/".length()).split("/")) {
			found = map(found.get(step));
		}
		return found;
	}

	/**
	 * Returns the parameters of an operation.
	 * @param path as the description has it
	 * @param method in upper case
	 * @return null if the operation is not part of the API
	 */
	@Nullable TreeSet<String> of(String path, String method) {
		Map<String, TreeSet<String>> operations = this.names.get(path);
		return (operations != null) ? operations.get(method) : null;
	}

	/**
	 * Tells whether a request may have several values of a parameter.
	 */
	boolean isRepeated(String name) {
		return this.repeated.contains(name);
	}

}
