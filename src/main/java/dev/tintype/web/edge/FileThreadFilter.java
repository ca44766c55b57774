package dev.tintype.web.edge;

import dev.tintype.web.http.EdgeFilter;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;

/**
 * Serves static files on threads that may block, because the files are read from the jar.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 50)
class FileThreadFilter extends EdgeFilter {

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		String path = exchange.getRequest().getPath().value();
		Mono<Void> rest = chain.filter(exchange);
		return (path.startsWith("/api/") || path.startsWith("/actuator")) ? rest
				: rest.subscribeOn(Schedulers.boundedElastic());
	}

}
