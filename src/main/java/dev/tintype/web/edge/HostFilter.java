package dev.tintype.web.edge;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.tintype.web.http.EdgeFilter;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.security.LoopbackName;
import reactor.core.publisher.Mono;

import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;

/**
 * Refuses unknown host names if the service listens on loopback only, or if allowed names
 * are set. Otherwise a web page could reach the service through its own host name that
 * resolves to 127.0.0.1 (DNS rebinding).
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class HostFilter extends EdgeFilter {

	private static final Pattern HOST = Pattern.compile("(\\[[0-9a-f:.]+]|[^:\\[\\]]+)(?::[0-9]*)?");

	private final boolean guarded;

	private final List<String> allowed;

	/** The last host that was admitted. Most requests have the same host. */
	private volatile String admitted = "";

	HostFilter(ServerProperties server, ServerSettings settings) {
		InetAddress address = server.getAddress();
		this.guarded = (address != null && address.isLoopbackAddress()) || !settings.allowedHosts().isEmpty();
		this.allowed = settings.allowedHosts().stream().map((name) -> name.toLowerCase(Locale.ROOT)).toList();
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		String host = exchange.getRequest().getHeaders().getFirst(HttpHeaders.HOST);
		if (!this.guarded || host == null || host.equals(this.admitted)) {
			return chain.filter(exchange);
		}
		if (isAllowed(host.toLowerCase(Locale.ROOT))) {
			this.admitted = host;
			return chain.filter(exchange);
		}
		return Mono.error(new ProblemException(ProblemType.MISDIRECTED,
				"The request is addressed to a host whose name is not this service's. "
						+ "The setting TINTYPE_SERVER_ALLOWEDHOSTS admits more names."));
	}

	private boolean isAllowed(String host) {
		Matcher parts = HOST.matcher(host);
		return parts.matches() && (LoopbackName.matches(parts.group(1)) || this.allowed.contains(parts.group(1)));
	}

}
