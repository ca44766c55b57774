package dev.tintype.web.route;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.tintype.web.ndjson.WholeAnswers;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Lists every method and path of the service. Functional routes alone cannot distinguish
 * a wrong method from an unknown path.
 */
@Component
public class RouteTable {

	private static final Pattern VARIABLE = Pattern.compile("[{*?]");

	/** Two segments, each with its slash. */
	private static final int START_ELEMENTS = 4;

	private static final String ANY_START = "";

	/** The attribute of an exchange that keeps what was found. */
	private static final String FOUND = RouteTable.class.getName() + ".found";

	private final List<Route> routes;

	/**
	 * The routes that may match a path with these first segments, the most specific
	 * first.
	 */
	private final Map<String, List<Route>> byStart;

	@Autowired
	RouteTable(ObjectProvider<RouterFunction<?>> routers, WholeAnswers answers) {
		this(routers.orderedStream().toList(), answers::around);
	}

	/**
	 * Creates the table of given routers.
	 * @param routers in the order in which they match
	 */
	public RouteTable(Collection<? extends RouterFunction<?>> routers) {
		this(routers, (handler) -> handler);
	}

	private RouteTable(Collection<? extends RouterFunction<?>> routers, UnaryOperator<HandlerFunction<?>> around) {
		List<Route> found = new ArrayList<>();
		routers.forEach((router) -> router.accept(new RouteCollector((route) -> found.add(route.with(around)))));
		this.routes = List.copyOf(found);
		Map<String, List<Route>> starting = this.routes.stream().collect(Collectors.groupingBy(Route::start));
		List<Route> anywhere = starting.getOrDefault(ANY_START, List.of());
		this.byStart = starting.entrySet()
			.stream()
			.collect(Collectors.toUnmodifiableMap(Map.Entry::getKey,
					(each) -> sorted(each.getValue(), each.getKey().equals(ANY_START) ? List.of() : anywhere)));
	}

	private static List<Route> sorted(List<Route> routes, List<Route> anywhere) {
		return Stream.concat(routes.stream(), anywhere.stream())
			.sorted(Comparator.comparing(Route::pattern, PathPattern.SPECIFICITY_COMPARATOR))
			.toList();
	}

	/**
	 * Returns all routes.
	 * @return in the order of the routers
	 */
	public List<Route> routes() {
		return this.routes;
	}

	/**
	 * Finds the route of a request, once for the authorisation and the router together.
	 * @param attributes of the exchange, which keep what was found
	 * @param method of the request
	 * @param path of the request
	 * @return the first match, or null if there is none
	 */
	public @Nullable Match find(Map<String, Object> attributes, HttpMethod method, PathContainer path) {
		if (attributes.get(FOUND) instanceof Found earlier && earlier.path() == path
				&& earlier.method().equals(method)) {
			return earlier.match();
		}
		Match match = find(method, path);
		attributes.put(FOUND, new Found(method, path, match));
		return match;
	}

	/**
	 * Finds the route of a request by its method and path.
	 * @return the first match, or null if there is none
	 */
	public @Nullable Match find(HttpMethod method, PathContainer path) {
		List<Route> candidates = this.byStart.get(start(path));
		for (Route route : (candidates != null) ? candidates : this.byStart.getOrDefault(ANY_START, List.of())) {
			PathPattern.PathMatchInfo match = route.method().equals(method) ? route.pattern().matchAndExtract(path)
					: null;
			if (match != null) {
				return new Match(route, match.getUriVariables());
			}
		}
		return null;
	}

	/**
	 * Returns the methods of a path. They contain HEAD and OPTIONS only if a route names
	 * them.
	 * @param path as in the request, with or without a trailing slash
	 * @return an empty set if no route has the path
	 */
	public Set<HttpMethod> methods(String path) {
		PathContainer container = PathContainer.parsePath(withoutTrailingSlash(path));
		return this.routes.stream()
			.filter((route) -> route.pattern().matches(container))
			.map(Route::method)
			.collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * Returns the methods for the header {@code Allow}.
	 * @param methods of a path
	 * @return the sorted methods with OPTIONS, and with HEAD if GET is among them
	 */
	public static Set<HttpMethod> allow(Set<HttpMethod> methods) {
		Set<HttpMethod> allowed = new TreeSet<>(methods);
		allowed.add(HttpMethod.OPTIONS);
		if (allowed.contains(HttpMethod.GET)) {
			allowed.add(HttpMethod.HEAD);
		}
		return allowed;
	}

	private static String withoutTrailingSlash(String path) {
		return (path.length() > 1 && path.endsWith("/")) ? path.substring(0, path.length() - 1) : path;
	}

	// The first two segments, each with its slash. They are decoded, as the patterns
	// match
	// them: another spelling of a path must find the same route.
	private static String start(PathContainer path) {
		List<PathContainer.Element> elements = path.elements();
		StringBuilder start = new StringBuilder();
		for (int i = 0; i < Math.min(START_ELEMENTS, elements.size()); i++) {
			PathContainer.Element element = elements.get(i);
			start.append(
					(element instanceof PathContainer.PathSegment segment) ? segment.valueToMatch() : element.value());
		}
		return start.toString();
	}

	/**
	 * One endpoint.
	 *
	 * @param method of its requests
	 * @param pattern the pattern of its path
	 * @param handler responds to them
	 */
	public record Route(HttpMethod method, PathPattern pattern, HandlerFunction<?> handler) {

		Route(HttpMethod method, String pattern, HandlerFunction<?> handler) {
			this(method, PathPatternParser.defaultInstance.parse(pattern),
					new NamedHandler<>(method + " " + pattern, handler));
		}

		private Route with(UnaryOperator<HandlerFunction<?>> around) {
			return new Route(this.method, this.pattern,
					new NamedHandler<>(this.handler.toString(), around.apply(this.handler)));
		}

		private String start() {
			String start = RouteTable.start(PathContainer.parsePath(this.pattern.getPatternString()));
			return VARIABLE.matcher(start).find() ? ANY_START : start;
		}

	}

	/**
	 * A handler whose {@code toString()} names its route. Spring uses that text in the
	 * descriptions of errors.
	 *
	 * @param <T> the type of the response
	 */
	private record NamedHandler<T extends ServerResponse>(String name,
			HandlerFunction<T> handler) implements HandlerFunction<T> {

		@Override
		public Mono<T> handle(ServerRequest request) {
			return this.handler.handle(request);
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	/**
	 * What was found for a request.
	 *
	 * @param method of the request
	 * @param path of the request, compared by identity
	 * @param match null if no route matches
	 */
	private record Found(HttpMethod method, PathContainer path, @Nullable Match match) {
	}

	/**
	 * The route of a request.
	 *
	 * @param route that matches
	 * @param variables the variables of its path, by name
	 */
	public record Match(Route route, Map<String, String> variables) {
	}

}
