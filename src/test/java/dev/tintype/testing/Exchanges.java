package dev.tintype.testing;

import java.net.URI;
import java.util.List;

import org.springframework.http.HttpMethod;
import org.springframework.http.codec.HttpMessageReader;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Creates requests as handlers see them, without a server.
 */
public final class Exchanges {

	private static final List<HttpMessageReader<?>> READERS = ServerCodecConfigurer.create().getReaders();

	private Exchanges() {
	}

	public static ServerRequest get(String url) {
		return of(MockServerHttpRequest.method(HttpMethod.GET, URI.create(url)).build());
	}

	public static ServerRequest withHeader(String name, String... values) {
		return of(MockServerHttpRequest.get("/").header(name, values).build());
	}

	public static ServerRequest of(MockServerHttpRequest request) {
		return ServerRequest.create(MockServerWebExchange.from(request), READERS);
	}

}
