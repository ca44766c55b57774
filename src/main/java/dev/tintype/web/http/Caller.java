package dev.tintype.web.http;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ServerWebExchange;

/**
 * Who sent a request. Where no credentials are required, nobody is known and everything
 * is allowed.
 *
 * @param principal a key, a user or a subject, such as {@code user:ada}; null if nobody
 * is known
 * @param isAdmin whether the caller may do what only administrators may
 */
public record Caller(@Nullable String principal, boolean isAdmin) {

	/** The caller of a service that asks nobody for credentials. */
	public static final Caller UNKNOWN = new Caller(null, true);

	/** The attribute of an exchange that holds the caller whose credentials are valid. */
	private static final String ATTRIBUTE = Caller.class.getName();

	/**
	 * Returns the caller of a request.
	 * @param request in a handler
	 * @return never null
	 */
	public static Caller of(ServerRequest request) {
		return of(request.attributes());
	}

	/**
	 * Returns the caller of a request.
	 * @param exchange in a filter
	 * @return never null
	 */
	public static Caller of(ServerWebExchange exchange) {
		return of(exchange.getAttributes());
	}

	/**
	 * Returns the caller of the request in whose context work runs.
	 * @param context of the subscriber
	 * @return {@link #UNKNOWN} also outside a request
	 */
	public static Caller in(ContextView context) {
		ServerWebExchange exchange = context.getOrDefault(ServerWebExchange.class, null);
		return (exchange != null) ? of(exchange) : UNKNOWN;
	}

	/**
	 * Tells all handlers who sent a request.
	 * @param exchange of the request
	 */
	public void enter(ServerWebExchange exchange) {
		exchange.getAttributes().put(ATTRIBUTE, this);
	}

	private static Caller of(Map<String, Object> attributes) {
		return (attributes.get(ATTRIBUTE) instanceof Caller caller) ? caller : UNKNOWN;
	}

}
