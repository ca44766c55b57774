package dev.tintype.web.edge;

import java.util.Set;

import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.route.RouteTable;
import reactor.core.publisher.Mono;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;

/**
 * Handles a request that neither a router nor a static file matched. The path may support
 * other methods. The handler runs last, so that it hides no route.
 */
@Component
@Order(UnmatchedRouteHandler.ORDER)
class UnmatchedRouteHandler implements WebExceptionHandler {

	/** Just before {@link ProblemHandler} writes the problem. */
	static final int ORDER = ProblemHandler.ORDER - 1;

	private final RouteTable routes;

	UnmatchedRouteHandler(RouteTable routes) {
		this.routes = routes;
	}

	@Override
	public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
		if (!(error instanceof ResponseStatusException status)
				|| !HttpStatus.NOT_FOUND.equals(status.getStatusCode())) {
			return Mono.error(error);
		}
		Set<HttpMethod> methods = this.routes.methods(exchange.getRequest().getPath().value());
		if (methods.isEmpty()) {
			return Mono.error(new ProblemException(ProblemType.NO_SUCH_ROUTE, "There is no endpoint at this address."));
		}
		HttpMethod method = exchange.getRequest().getMethod();
		if (HttpMethod.OPTIONS.equals(method)) {
			exchange.getResponse().setStatusCode(HttpStatus.NO_CONTENT);
			exchange.getResponse().getHeaders().setAllow(RouteTable.allow(methods));
			return exchange.getResponse().setComplete();
		}
		return Mono.error(methods.contains(method) ? unmet(exchange) : methodNotAllowed(method, methods));
	}

	private static ProblemException methodNotAllowed(HttpMethod method, Set<HttpMethod> methods) {
		ProblemException problem = new ProblemException(ProblemType.METHOD_NOT_ALLOWED,
				"The address does not support " + method + ".");
		problem.getHeaders().setAllow(RouteTable.allow(methods));
		return problem;
	}

	private static ProblemException unmet(ServerWebExchange exchange) {
		if (exchange.getRequest().getHeaders().containsHeader(HttpHeaders.CONTENT_TYPE)) {
			return new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE,
					"The endpoint does not read this Content-Type.");
		}
		return new ProblemException(ProblemType.NOT_ACCEPTABLE,
				"The endpoint produces no media type that \"Accept\" allows.");
	}

}
