package dev.tintype.server;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Every method and path that a router of the service takes: functional routes themselves
 * cannot tell a wrong method from an unknown path.
 */
@Component
class RouteTable {

	private final List<Route> routes;

	@Autowired
	RouteTable(ObjectProvider<RouterFunction<?>> routers) {
		this(routers.orderedStream().toList());
	}

	RouteTable(Collection<? extends RouterFunction<?>> routers) {
		List<Route> found = new ArrayList<>();
		routers.forEach((router) -> router.accept(new RouteCollector(found::add)));
		this.routes = List.copyOf(found);
	}

	/**
	 * All routes.
	 * @return in the order of the routers
	 */
	List<Route> routes() {
		return this.routes;
	}

	/**
	 * The methods that routes name for a path; HEAD and OPTIONS are among them only if a
	 * route names them.
	 * @param path of a request
	 * @return empty if no route has the path
	 */
	Set<HttpMethod> methods(String path) {
		PathContainer container = PathContainer.parsePath(withoutTrailingSlash(path));
		return this.routes.stream()
			.filter((route) -> route.pattern().matches(container))
			.map(Route::method)
			.collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * What the header {@code Allow} says of these methods.
	 * @param methods that routes name
	 * @return sorted, with OPTIONS, and with HEAD where there is GET
	 */
	static Set<HttpMethod> allow(Set<HttpMethod> methods) {
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

	/**
	 * One endpoint.
	 *
	 * @param method that it takes
	 * @param pattern of its path
	 */
	record Route(HttpMethod method, PathPattern pattern) {

		Route(HttpMethod method, String pattern) {
			this(method, PathPatternParser.defaultInstance.parse(pattern));
		}

	}

}
