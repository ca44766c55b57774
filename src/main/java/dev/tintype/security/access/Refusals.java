package dev.tintype.security.access;

import java.net.URI;
import java.nio.charset.StandardCharsets;

import dev.tintype.security.limit.ClientAddresses;
import dev.tintype.security.limit.RequestLimits;
import dev.tintype.security.session.SessionCookies;
import dev.tintype.web.http.ProblemException;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.WebFilterExchange;
import org.springframework.security.web.server.authentication.ServerAuthenticationFailureHandler;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriUtils;

/**
 * Responds to requests without valid credentials. The response does not tell what is
 * wrong with them. A browser that asks for a page is sent to the sign-in.
 */
class Refusals implements ServerAuthenticationEntryPoint, ServerAuthenticationFailureHandler {

	private final RequestLimits limits;

	private final ClientAddresses clients;

	private final SessionCookies cookies;

	Refusals(RequestLimits limits, ClientAddresses clients, SessionCookies cookies) {
		this.limits = limits;
		this.clients = clients;
		this.cookies = cookies;
	}

	@Override
	public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException ex) {
		return refuse(exchange);
	}

	@Override
	public Mono<Void> onAuthenticationFailure(WebFilterExchange filter, AuthenticationException ex) {
		return refuse(filter.getExchange());
	}

	private Mono<Void> refuse(ServerWebExchange exchange) {
		ServerHttpRequest request = exchange.getRequest();
		ProblemException tooMany = this.limits.countRefusal(ClientAddresses.network(this.clients.of(request)));
		if (tooMany != null) {
			return Mono.error(tooMany);
		}
		boolean hasHeader = RequestCredentials.hasHeader(request.getHeaders());
		if (!hasHeader && SessionCookies.token(exchange) != null) {
			this.cookies.clear(exchange);
		}
		if (!hasHeader && isPage(request)) {
			exchange.getResponse().setStatusCode(HttpStatus.FOUND);
			exchange.getResponse().getHeaders().setCacheControl("no-store");
			exchange.getResponse().getHeaders().setLocation(signIn(request.getURI()));
			return exchange.getResponse().setComplete();
		}
		return Mono.error(ProblemException.unauthenticated());
	}

	private static boolean isPage(ServerHttpRequest request) {
		return (request.getMethod().equals(HttpMethod.GET) || request.getMethod().equals(HttpMethod.HEAD))
				&& request.getHeaders()
					.getOrEmpty(HttpHeaders.ACCEPT)
					.stream()
					.anyMatch((accept) -> accept.contains(MediaType.TEXT_HTML_VALUE));
	}

	private static URI signIn(URI wanted) {
		String query = (wanted.getRawQuery() != null) ? "?" + wanted.getRawQuery() : "";
		return URI.create("/sign-in?next=" + UriUtils.encode(wanted.getRawPath() + query, StandardCharsets.UTF_8));
	}

}
