package dev.tintype.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import dev.tintype.web.http.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A client of an exposed service. It sends paths and headers exactly as given, and each
 * visitor has its own address, as a trusted proxy reports it.
 */
public final class Visitor {

	private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private static final AtomicInteger ADDRESSES = new AtomicInteger();

	private final int port;

	private final List<String> headers;

	private Visitor(int port, List<String> headers) {
		this.port = port;
		this.headers = headers;
	}

	/**
	 * Creates a visitor at an address that no other has.
	 * @param port of the service
	 * @return without credentials
	 */
	public static Visitor at(int port) {
		int number = ADDRESSES.incrementAndGet();
		return new Visitor(port, List.of("X-Forwarded-For", "10.1." + (number >> 8) + "." + (number & 255)));
	}

	public Visitor with(String name, String value) {
		List<String> more = new ArrayList<>(this.headers);
		more.add(name);
		more.add(value);
		return new Visitor(this.port, more);
	}

	public Visitor key(String key) {
		return with("Authorization", "Bearer " + key);
	}

	public Reply get(String path) {
		return send("GET", path, null, "");
	}

	public Reply send(String method, String path) {
		return send(method, path, null, "");
	}

	public Reply post(String path, Map<String, ?> json) {
		return send("POST", path, "application/json", Json.MAPPER.writeValueAsString(json));
	}

	/**
	 * Sends a request.
	 * @param path exactly as sent
	 * @param type of the body, null for no body
	 * @param body the body
	 * @return the response, never a redirect that was followed
	 */
	public Reply send(String method, String path, @Nullable String type, String body) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.method(method,
					(type != null) ? HttpRequest.BodyPublishers.ofString(body) : HttpRequest.BodyPublishers.noBody())
			.headers(this.headers.toArray(String[]::new));
		if (type != null) {
			request.header("Content-Type", type);
		}
		try {
			return new Reply(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()));
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Signs in.
	 * @return a visitor with the session's cookies, and with the CSRF token in its header
	 */
	public Visitor signIn(String username, String password) {
		Reply reply = post("/api/session", Map.of("username", username, "password", password));
		if (reply.status() != 200) {
			throw new IllegalStateException(reply.body());
		}
		return with("Cookie", reply.cookies()).with("X-XSRF-TOKEN", reply.cookie("XSRF-TOKEN"));
	}

	/**
	 * A response.
	 *
	 * @param response with a text
	 */
	public record Reply(HttpResponse<String> response) {

		public int status() {
			return this.response.statusCode();
		}

		public String body() {
			return this.response.body();
		}

		public JsonNode json() {
			return Json.MAPPER.readTree(this.response.body());
		}

		public String header(String name) {
			return this.response.headers().firstValue(name).orElse("");
		}

		public List<String> setCookies() {
			return this.response.headers().allValues("Set-Cookie");
		}

		public String cookie(String name) {
			return setCookies().stream()
				.filter((cookie) -> cookie.startsWith(name + "="))
				.map((cookie) -> cookie.substring(name.length() + 1, cookie.indexOf(';')))
				.findFirst()
				.orElse("");
		}

		String cookies() {
			return setCookies().stream()
				.map((cookie) -> cookie.substring(0, cookie.indexOf(';')))
				.collect(Collectors.joining("; "));
		}

		public String problem() {
			return json().path("type").asString();
		}

	}

}
