package dev.tintype.web.edge;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import dev.tintype.web.http.EdgeFilter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.handler.ExceptionHandlingWebHandler;

/**
 * Times every request as {@code http.server.requests}, with the tags of Spring Boot, so
 * that the usual dashboards work. Boot's own observation of each request takes about a
 * tenth of the processor time of a lookup. Most of that time goes into building tags, so
 * this class builds them once and keeps their timer.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestMeters extends EdgeFilter {

	private static final String NAME = "http.server.requests";

	/** Only known methods become tags, because a client may invent others. */
	private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.values());

	private final MeterRegistry meters;

	private final Map<Answered, Timer> timers = new ConcurrentHashMap<>();

	RequestMeters(MeterRegistry meters) {
		this.meters = meters;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		long start = System.nanoTime();
		// The handlers of errors have already set the status when this is called.
		return chain.filter(exchange).doFinally((end) -> record(exchange, end, System.nanoTime() - start));
	}

	private void record(ServerWebExchange exchange, SignalType end, long nanos) {
		HttpStatusCode status = (end != SignalType.CANCEL) ? exchange.getResponse().getStatusCode() : null;
		Object pattern = exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
		Throwable error = exchange.getAttribute(ExceptionHandlingWebHandler.HANDLED_WEB_EXCEPTION);
		HttpMethod method = exchange.getRequest().getMethod();
		Answered answered = new Answered(METHODS.contains(method) ? method.name() : "UNKNOWN",
				(pattern != null) ? pattern.toString() : unmatched(status), (status != null) ? status.value() : 0,
				(error != null) ? error.getClass().getSimpleName() : "none");
		this.timers.computeIfAbsent(answered, this::register).record(nanos, TimeUnit.NANOSECONDS);
	}

	// An unknown address does not become a tag either.
	private static String unmatched(@Nullable HttpStatusCode status) {
		return (status != null && status.isSameCodeAs(HttpStatus.NOT_FOUND)) ? "NOT_FOUND" : "UNKNOWN";
	}

	private Timer register(Answered answered) {
		return this.meters.timer(NAME, answered.tags());
	}

	/**
	 * The values of a timer's tags.
	 *
	 * @param method the method of the request, or UNKNOWN if HTTP does not define it
	 * @param uri the pattern of the route
	 * @param status the status of the response, 0 if the client did not wait for it
	 * @param exception the simple name of the exception that the response reports, or
	 * none
	 */
	private record Answered(String method, String uri, int status, String exception) {

		Tags tags() {
			return Tags.of("method", this.method, "uri", this.uri, "status",
					(this.status != 0) ? Integer.toString(this.status) : "UNKNOWN", "outcome",
					outcome(HttpStatus.Series.resolve(this.status)), "exception", this.exception);
		}

		private static String outcome(HttpStatus.@Nullable Series series) {
			if (series == null) {
				return "UNKNOWN";
			}
			return (series == HttpStatus.Series.SUCCESSFUL) ? "SUCCESS" : series.name();
		}

	}

}
