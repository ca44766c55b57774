package dev.tintype.web.edge;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

import dev.tintype.web.http.EdgeFilter;
import dev.tintype.web.http.Shutdown;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;

/**
 * Gives every request an id: the caller's own if it is safe to log, otherwise a random
 * one. The response has the id, and log lines about the request begin with it. The filter
 * also tells the request's streams about a shutdown, and keeps the request in Reactor's
 * context.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class RequestIdFilter extends EdgeFilter {

	/** The header that carries the id, in both directions. */
	static final String HEADER = "X-Request-Id";

	/** The key of the id in Reactor's context. */
	static final String CONTEXT_KEY = "requestId";

	private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

	private final Shutdown shutdown;

	RequestIdFilter(Shutdown shutdown) {
		this.shutdown = shutdown;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		String id = choose(exchange.getRequest().getHeaders().getFirst(HEADER));
		exchange.getAttributes().put(ServerWebExchange.LOG_ID_ATTRIBUTE, id);
		exchange.getResponse().getHeaders().set(HEADER, id);
		return chain.filter(exchange)
			.contextWrite(this.shutdown.in(Context.of(CONTEXT_KEY, id, ServerWebExchange.class, exchange)));
	}

	/**
	 * Chooses the id of a request.
	 * @param given the caller's id, or null
	 * @return the caller's id if it cannot break a log line, otherwise a random one
	 */
	static String choose(@Nullable String given) {
		if (given != null && SANE.matcher(given).matches()) {
			return given;
		}
		// SecureRandom would read a file on the event loop. This id protects nothing.
		return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
	}

}
