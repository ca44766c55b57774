package dev.tintype.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.tintype.web.http.Json;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * Sends requests to the service and reads whole responses.
 */
public final class Http {

	private final WebTestClient client;

	public Http(WebTestClient client) {
		this.client = client.mutate().codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(-1)).build();
	}

	/**
	 * Adds a header.
	 * @param name of the header
	 * @param value sent with each request
	 * @return a new client
	 */
	public Http with(String name, String value) {
		return new Http(this.client.mutate().defaultHeader(name, value).build());
	}

	public Answer get(String uri, Object... variables) {
		return send(HttpMethod.GET, uri, variables);
	}

	public Answer send(HttpMethod method, String uri, Object... variables) {
		return Answer.of(this.client.method(method).uri(uri, variables).exchange().expectBody().returnResult());
	}

	public Answer post(String uri, Map<String, ?> json) {
		return send(HttpMethod.POST, uri, MediaType.APPLICATION_JSON, Json.MAPPER.writeValueAsBytes(json));
	}

	public Answer send(HttpMethod method, String uri, MediaType type, byte[] body) {
		return Answer.of(this.client.method(method)
			.uri(uri)
			.contentType(type)
			.bodyValue(body)
			.exchange()
			.expectBody()
			.returnResult());
	}

	/**
	 * A response.
	 *
	 * @param status its code
	 * @param result the exchange, for headers
	 * @param bytes its body, empty if it has none
	 */
	public record Answer(int status, EntityExchangeResult<byte[]> result, byte[] bytes) {

		public static Answer of(EntityExchangeResult<byte[]> result) {
			return new Answer(result.getStatus().value(), result,
					Objects.requireNonNullElse(result.getResponseBodyContent(), new byte[0]));
		}

		public String header(String name) {
			return String.valueOf(this.result.getResponseHeaders().getFirst(name));
		}

		public String text() {
			return new String(this.bytes, StandardCharsets.UTF_8);
		}

		public JsonNode json() {
			return Json.MAPPER.readTree(this.bytes);
		}

		public List<JsonNode> lines() {
			return text().lines().<JsonNode>map(Json.MAPPER::readTree).toList();
		}

		public String pointer() {
			return json().at("/errors/0/pointer").asString();
		}

	}

}
