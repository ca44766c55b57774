package dev.tintype.web.security;

import java.time.Duration;
import java.util.List;

import dev.tintype.web.http.EdgeFilter;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;

/**
 * Lets pages of the allowed origins call the service with a key (CORS). Spring's own
 * filter would refuse every other {@code Origin}, even that of the service's own pages
 * behind a proxy that terminates TLS. Cookies are never accepted from another origin.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 21)
@Conditional(OriginFilter.OriginsAllowed.class)
class OriginFilter extends EdgeFilter {

	private static final Duration PREFLIGHT_KEPT = Duration.ofHours(1);

	private final DefaultCorsProcessor processor = new DefaultCorsProcessor();

	private final CorsConfiguration allowed = new CorsConfiguration();

	OriginFilter(SecuritySettings settings) {
		this.allowed.setAllowedOrigins(settings.allowedOrigins());
		this.allowed.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
		this.allowed.setAllowedHeaders(List.of(CorsConfiguration.ALL));
		this.allowed.setExposedHeaders(List.of(HttpHeaders.ETAG, HttpHeaders.LINK, HttpHeaders.LOCATION,
				HttpHeaders.RETRY_AFTER, "Idempotent-Replayed", "RateLimit", "RateLimit-Policy", "X-Request-Id"));
		this.allowed.setAllowCredentials(false);
		this.allowed.setMaxAge(PREFLIGHT_KEPT);
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		String origin = exchange.getRequest().getHeaders().getOrigin();
		if (!isAllowed(origin)) {
			return chain.filter(exchange);
		}
		boolean proceeds = this.processor.process(this.allowed, exchange);
		return (proceeds && !CorsUtils.isPreFlightRequest(exchange.getRequest())) ? chain.filter(exchange)
				: exchange.getResponse().setComplete();
	}

	private boolean isAllowed(@Nullable String origin) {
		return origin != null && this.allowed.checkOrigin(origin) != null;
	}

	/** Whether any origin is allowed. Without one, the filter does not exist. */
	static class OriginsAllowed implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return !Binder.get(context.getEnvironment())
				.bind("tintype.security.allowed-origins", Bindable.listOf(String.class))
				.orElse(List.of())
				.isEmpty();
		}

	}

}
