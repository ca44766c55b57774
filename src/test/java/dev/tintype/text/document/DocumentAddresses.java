package dev.tintype.text.document;

import java.net.URI;
import java.nio.charset.StandardCharsets;

import dev.tintype.testing.Http;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.util.UriUtils;

/**
 * Sends requests with paths that the test encodes.
 */
final class DocumentAddresses {

	private final WebTestClient client;

	DocumentAddresses(WebTestClient client) {
		this.client = client.mutate().codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(-1)).build();
	}

	Http.Answer get(String path) {
		return Http.Answer.of(this.client.get()
			.uri((builder) -> URI.create(builder.build() + path))
			.exchange()
			.expectBody()
			.returnResult());
	}

	Http.Answer send(HttpMethod method, String code, @Nullable String json) {
		return send(method, code, false, json);
	}

	Http.Answer send(HttpMethod method, String code, boolean encoded, @Nullable String json) {
		String segment = encoded ? code : UriUtils.encode(code, StandardCharsets.UTF_8);
		WebTestClient.RequestBodySpec request = this.client.method(method)
			.uri((builder) -> URI.create(builder.build() + "/api/documents/" + segment));
		if (json != null) {
			request.contentType(MediaType.APPLICATION_JSON).bodyValue(json);
		}
		return Http.Answer.of(request.exchange().expectBody().returnResult());
	}

}
