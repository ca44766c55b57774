package dev.tintype.web.security;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.tintype.web.http.EdgeFilter;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;

/**
 * Refuses writes that a page of another site sends through the user's browser. A form or
 * a request without a body needs no CORS permission, so any page could send one to a
 * service on loopback. The filter decides by the head of the request, before the body is
 * read.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 22)
class CrossSiteFilter extends EdgeFilter {

	private static final Set<HttpMethod> WRITES = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH,
			HttpMethod.DELETE);

	private static final String FETCH_SITE = "Sec-Fetch-Site";

	/** {@code none} is a request that the user started, for example with a bookmark. */
	private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

	private static final Pattern ORIGIN = Pattern
		.compile("(https?)://(\\[[0-9a-f:.]+]|[^:/?#@\\[\\]\\s]+)(?::([0-9]{1,5}))?");

	private static final Pattern HOST = Pattern.compile("(\\[[0-9a-f:.]+]|[^:/?#@\\[\\]\\s]+)(?::([0-9]{0,5}))?");

	private final List<String> allowedOrigins;

	CrossSiteFilter(SecuritySettings settings) {
		this.allowedOrigins = settings.allowedOrigins();
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		if (WRITES.contains(exchange.getRequest().getMethod()) && isForeign(exchange.getRequest().getHeaders())
				&& !isAllowed(exchange.getRequest().getHeaders())) {
			return Mono.error(new ProblemException(ProblemType.CROSS_SITE,
					"A page of another site sent the request. Only the service's own pages may change its data."));
		}
		return chain.filter(exchange);
	}

	private boolean isAllowed(HttpHeaders headers) {
		List<String> origins = headers.getOrEmpty(HttpHeaders.ORIGIN);
		return origins.size() == 1 && this.allowedOrigins.contains(origins.get(0));
	}

	/**
	 * Tells whether a text is an origin as browsers send it.
	 */
	static boolean isOrigin(String text) {
		return ORIGIN.matcher(text).matches() && !text.contains("*");
	}

	/**
	 * Tells whether a page of another site sent a request.
	 * @return false without {@code Sec-Fetch-Site} and {@code Origin}, because no browser
	 * sent it
	 */
	static boolean isForeign(HttpHeaders headers) {
		List<String> sites = headers.getOrEmpty(FETCH_SITE);
		if (!sites.isEmpty()) {
			return !OWN_SITES.containsAll(sites);
		}
		List<String> origins = headers.getOrEmpty(HttpHeaders.ORIGIN);
		return !origins.isEmpty()
				&& (origins.size() > 1 || !isSameOrigin(origins.get(0), headers.getFirst(HttpHeaders.HOST)));
	}

	private static boolean isSameOrigin(String origin, @Nullable String host) {
		Matcher from = ORIGIN.matcher(origin.toLowerCase(Locale.ROOT));
		Matcher to = HOST.matcher((host != null) ? host.toLowerCase(Locale.ROOT) : "");
		if (!from.matches() || !to.matches() || !from.group(2).equals(to.group(1))) {
			return false;
		}
		// A proxy may terminate TLS for the service, so the default port is that of the
		// origin's scheme.
		int defaultPort = from.group(1).equals("https") ? 443 : 80;
		return port(from.group(3), defaultPort) == port(to.group(2), defaultPort);
	}

	private static int port(@Nullable String port, int defaultPort) {
		return (port == null || port.isEmpty()) ? defaultPort : Integer.parseInt(port);
	}

}
