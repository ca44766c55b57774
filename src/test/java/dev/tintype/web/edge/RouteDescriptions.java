package dev.tintype.web.edge;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.tintype.web.route.RouteTable;

import org.springframework.web.reactive.function.server.RouterFunction;

/**
 * Compares routers with a description of them.
 */
public final class RouteDescriptions {

	private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

	private RouteDescriptions() {
	}

	/**
	 * Finds differences between routers and description.
	 * @param document the description in OpenAPI
	 * @return a line per difference, sorted; empty if every route is described and every
	 * operation, except those of Actuator, is a route
	 */
	public static List<String> differences(Collection<? extends RouterFunction<?>> routers,
			Map<String, Object> document) {
		Set<String> routes = new RouteTable(routers).routes()
			.stream()
			.map((route) -> route.method() + " " + described(route.pattern().getPatternString()))
			.collect(Collectors.toCollection(TreeSet::new));
		Set<String> operations = operations(document);
		Stream<String> undescribed = routes.stream()
			.filter((route) -> !operations.contains(route))
			.map((route) -> route + " is not described");
		Stream<String> missing = operations.stream()
			.filter((operation) -> !routes.contains(operation))
			.map((operation) -> operation + " is described and is no route");
		return Stream.concat(undescribed, missing).sorted().toList();
	}

	private static Set<String> operations(Map<String, Object> document) {
		Set<String> operations = new TreeSet<>();
		((Map<?, ?>) document.getOrDefault("paths", Map.of())).forEach((path, item) -> ((Map<?, ?>) item).keySet()
			.stream()
			.map(String::valueOf)
			.filter((key) -> METHODS.contains(key) && !String.valueOf(path).startsWith("/actuator/"))
			.forEach((method) -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path)));
		return operations;
	}

	private static String described(String pattern) {
		return pattern.replaceAll("\\{\\*?([^}:]+)(:[^}]*)?}", "{$1}");
	}

}
