package dev.tintype.web.openapi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.tintype.support.ClosestName;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * The query parameters of each operation, from the description of the API. Others are
 * refused, because a misspelt filter must not select everything.
 */
@Component
public class DescribedParameters {

	private static final String BASE = "/api/";

	private static final int LONGEST_NAME = 100;

	private static final int MOST_FAULTS = 20;

	/** The names by path and method. */
	private final Map<String, Map<String, TreeSet<String>>> names = new HashMap<>();

	/** The names of parameters that are arrays, of which a request may have several. */
	private final Set<String> repeated = new HashSet<>();

	/**
	 * Reads the parameters from the description.
	 */
	public DescribedParameters() {
		Map<?, ?> document = ApiDescription.load().document();
		map(document.get("paths")).forEach((path, item) -> map(item).forEach((method, operation) -> {
			if (String.valueOf(path).startsWith(BASE) && operation instanceof Map<?, ?> described) {
				TreeSet<String> found = new TreeSet<>();
				collect(document, map(item).get("parameters"), found);
				collect(document, described.get("parameters"), found);
				this.names.computeIfAbsent(String.valueOf(path), (any) -> new HashMap<>())
					.put(String.valueOf(method).toUpperCase(java.util.Locale.ROOT), found);
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
	 * Finds parameters of a request that its operation does not have.
	 * @param pattern the pattern of the route that the request matched
	 * @return a problem that names each of them, or null if there are none or the route
	 * is not part of the API
	 */
	public @Nullable ProblemException fault(String pattern, ServerRequest request) {
		if (request.uri().getRawQuery() == null) {
			return null;
		}
		Map<String, TreeSet<String>> operations = this.names.get(pattern);
		TreeSet<String> known = (operations != null) ? operations.get(request.method().name()) : null;
		MultiValueMap<String, String> sent = request.queryParams();
		return (known == null || (known.containsAll(sent.keySet()) && isEachOnce(sent))) ? null : problem(sent, known);
	}

	private boolean isEachOnce(MultiValueMap<String, String> sent) {
		return sent.entrySet()
			.stream()
			.allMatch((each) -> each.getValue().size() == 1 || this.repeated.contains(each.getKey()));
	}

	private ProblemException problem(MultiValueMap<String, String> sent, TreeSet<String> known) {
		List<ProblemException.Fault> faults = new ArrayList<>();
		for (String name : sent.keySet()) {
			String shown = (name.length() > LONGEST_NAME) ? name.substring(0, LONGEST_NAME) + "…" : name;
			if (faults.size() < MOST_FAULTS && !known.contains(name)) {
				faults.add(new ProblemException.Fault(shown, "Unknown parameter '" + shown + "'." + hint(name, known)));
			}
			// Only one value would count, so a second filter would be lost.
			else if (faults.size() < MOST_FAULTS && sent.getOrDefault(name, List.of()).size() > 1
					&& !this.repeated.contains(name)) {
				faults.add(new ProblemException.Fault(shown, "The parameter '" + shown + "' must be given once."));
			}
		}
		return new ProblemException(ProblemType.INVALID_REQUEST, faults.get(0).detail()).with("errors", faults);
	}

	private static String hint(String name, TreeSet<String> known) {
		String question = ClosestName.question(name, known);
		if (!question.isEmpty()) {
			return question;
		}
		return known.isEmpty() ? " The operation takes no parameters."
				: " The parameters are " + String.join(", ", known) + ".";
	}

}
