package dev.tintype.web.route;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

import reactor.core.publisher.Mono;

import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Visits a router and collects its routes. Each path includes the paths of the nests
 * around it.
 */
class RouteCollector implements RouterFunctions.Visitor {

	private final Consumer<RouteTable.Route> found;

	private final Deque<Condition> nests = new ArrayDeque<>();

	RouteCollector(Consumer<RouteTable.Route> found) {
		this.found = found;
	}

	@Override
	public void startNested(RequestPredicate predicate) {
		this.nests.addLast(Condition.of(predicate));
	}

	@Override
	public void endNested(RequestPredicate predicate) {
		this.nests.removeLast();
	}

	@Override
	public void route(RequestPredicate predicate, HandlerFunction<?> handler) {
		Set<HttpMethod> methods = new LinkedHashSet<>();
		StringBuilder path = new StringBuilder();
		this.nests.forEach((nest) -> nest.appendTo(methods, path));
		Condition.of(predicate).appendTo(methods, path);
		methods.forEach((method) -> this.found.accept(new RouteTable.Route(method, path.toString(), handler)));
	}

	@Override
	public void resources(Function<ServerRequest, Mono<Resource>> lookup) {
		// Files are not routes of the API.
	}

	@Override
	public void attributes(Map<String, Object> attributes) {
		// Attributes are not part of a route's address.
	}

	@Override
	public void unknown(RouterFunction<?> router) {
		// The routes of such a router cannot be visited.
	}

	/**
	 * The methods and the path that a predicate requires. Its other conditions are
	 * ignored.
	 */
	private static final class Condition implements RequestPredicates.Visitor {

		private final Set<HttpMethod> methods = new LinkedHashSet<>();

		private final StringBuilder path = new StringBuilder();

		private int negations;

		static Condition of(RequestPredicate predicate) {
			Condition condition = new Condition();
			predicate.accept(condition);
			return condition;
		}

		void appendTo(Set<HttpMethod> otherMethods, StringBuilder otherPath) {
			otherMethods.addAll(this.methods);
			otherPath.append(this.path);
		}

		@Override
		public void method(Set<HttpMethod> values) {
			if (this.negations == 0) {
				this.methods.addAll(values);
			}
		}

		@Override
		public void path(String pattern) {
			if (this.negations == 0) {
				this.path.append(pattern);
			}
		}

		@Override
		public void startNegate() {
			this.negations++;
		}

		@Override
		public void endNegate() {
			this.negations--;
		}

		@Override
		@Deprecated(since = "0.1", forRemoval = true)
		@SuppressWarnings("removal")
		public void pathExtension(String extension) {
		}

		@Override
		public void header(String name, String value) {
		}

		@Override
		public void queryParam(String name, String value) {
		}

		@Override
		public void version(String version) {
		}

		@Override
		public void startAnd() {
		}

		@Override
		public void and() {
		}

		@Override
		public void endAnd() {
		}

		@Override
		public void startOr() {
		}

		@Override
		public void or() {
		}

		@Override
		public void endOr() {
		}

		@Override
		public void unknown(RequestPredicate predicate) {
		}

	}

}
