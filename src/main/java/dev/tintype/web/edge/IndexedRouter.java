package dev.tintype.web.edge;

import java.util.Map;

import dev.tintype.web.http.ProblemException;
import dev.tintype.web.openapi.DescribedParameters;
import dev.tintype.web.route.RouteTable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;

/**
 * Finds a request's route by the start of its path. Spring would ask all routers one
 * after the other, each with its own operators, which costs as much as a whole lookup. A
 * request with a parameter that its route does not have is refused here.
 */
class IndexedRouter implements RouterFunction<ServerResponse> {

	private static final String API = "/api/";

	private final RouteTable routes;

	private final DescribedParameters parameters;

	IndexedRouter(RouteTable routes, DescribedParameters parameters) {
		this.routes = routes;
		this.parameters = parameters;
	}

	@Override
	@SuppressWarnings("unchecked") // every handler here answers with a ServerResponse
	public Mono<HandlerFunction<ServerResponse>> route(ServerRequest request) {
		RouteTable.Match match = this.routes.find(request.attributes(), request.method(),
				request.requestPath().pathWithinApplication());
		if (match == null) {
			// Spring does not search for a static file here, because that would read the
			// jar on an event loop.
			return request.path().startsWith(API) ? Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND))
					: Mono.empty();
		}
		if (!this.parameters.areKnown(request)) {
			return this.parameters.read().then(Mono.defer(() -> route(request)));
		}
		ProblemException fault = this.parameters.fault(match.route().pattern().getPatternString(), request);
		if (fault != null) {
			return Mono.error(fault);
		}
		Map<String, Object> attributes = request.attributes();
		attributes.put(RouterFunctions.MATCHING_PATTERN_ATTRIBUTE, match.route().pattern());
		attributes.put(RouterFunctions.URI_TEMPLATE_VARIABLES_ATTRIBUTE, match.variables());
		return Mono.just((HandlerFunction<ServerResponse>) match.route().handler());
	}

}
