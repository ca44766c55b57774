package dev.tintype.web.edge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.tintype.web.http.EdgeFilter;
import dev.tintype.web.http.Problems;
import dev.tintype.web.http.Shutdown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;

/**
 * Responds to every error of filters, routes and codecs with a problem document (RFC
 * 9457).
 */
@Component
@Order(ProblemHandler.ORDER)
class ProblemHandler implements ErrorWebExceptionHandler {

	/** Just before Spring Boot's own handler, whose response has another form. */
	static final int ORDER = -2;

	private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

	/**
	 * Headers of the body that the handler did not send. The problem has none of them.
	 */
	private static final List<String> BODY_HEADERS = List.of(HttpHeaders.CONTENT_LENGTH, HttpHeaders.CONTENT_ENCODING,
			HttpHeaders.CONTENT_DISPOSITION, HttpHeaders.CONTENT_RANGE, HttpHeaders.ACCEPT_RANGES, HttpHeaders.ETAG,
			HttpHeaders.LAST_MODIFIED, HttpHeaders.LINK);

	private final JsonMapper json;

	ProblemHandler(JsonMapper json) {
		this.json = json;
	}

	@Override
	public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
		if (isAnsweredByServer(exchange.getResponse())) {
			LOG.debug("{}Malformed body", exchange.getLogPrefix(), error);
			return Mono.empty();
		}
		if (exchange.getResponse().isCommitted()) {
			LOG.debug("{}Response aborted", exchange.getLogPrefix(), error);
			return Mono.error(error);
		}
		if (HangUps.isHangUp(error, exchange.getRequest())) {
			// Nobody receives the response. The status is for the metrics.
			LOG.debug("{}Request aborted by its client", exchange.getLogPrefix(), error);
			exchange.getResponse().setStatusCode(HttpStatus.BAD_REQUEST);
			return Mono.empty();
		}
		ErrorResponse problem = Problems.of(error);
		if (problem.getStatusCode().value() == 500) {
			ServerHttpRequest request = exchange.getRequest();
			LOG.error("{}{} {} failed", exchange.getLogPrefix(), request.getMethod(), request.getURI().getRawPath(),
					error);
		}
		else if (Shutdown.isEnd(error)) {
			LOG.info("{}Responded with 503, because the service is shutting down", exchange.getLogPrefix());
		}
		else if (problem.getStatusCode().is5xxServerError()) {
			LOG.warn("{}{} {}", exchange.getLogPrefix(), problem.getBody().getDetail(), Problems.summary(error));
		}
		return write(exchange, problem);
	}

	/**
	 * Tells whether Reactor Netty has already responded, because a later part of the
	 * request was not valid HTTP. If so, the call also prevents a second response by
	 * Spring.
	 */
	private static boolean isAnsweredByServer(ServerHttpResponse response) {
		return ServerHttpResponseDecorator.getNativeResponse(response) instanceof HttpServerResponse live
				&& live.hasSentHeaders() && response.setStatusCode(null);
	}

	private Mono<Void> write(ServerWebExchange exchange, ErrorResponse problem) {
		ServerHttpResponse response = exchange.getAttributeOrDefault(EdgeFilter.RESPONSE, exchange.getResponse());
		HttpHeaders headers = response.getHeaders();
		BODY_HEADERS.forEach(headers::remove);
		headers.putAll(problem.getHeaders());
		headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
		headers.setCacheControl("no-store");
		byte[] body = this.json.writeValueAsBytes(document(problem.getBody(), exchange.getRequest()));
		headers.setContentLength(body.length);
		response.setStatusCode(problem.getStatusCode());
		return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
	}

	private static Map<String, Object> document(ProblemDetail problem, ServerHttpRequest request) {
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("type", problem.getType());
		document.put("title", problem.getTitle());
		document.put("status", problem.getStatus());
		document.put("detail", problem.getDetail());
		document.put("instance", request.getURI().getRawPath());
		Map<String, Object> more = problem.getProperties();
		if (more != null) {
			more.forEach(document::putIfAbsent);
		}
		return document;
	}

}
