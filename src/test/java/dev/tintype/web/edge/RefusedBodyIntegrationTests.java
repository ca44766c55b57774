package dev.tintype.web.edge;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The head of a request decides whether its body is asked for. No request here has one.
 */
@IntegrationTest
class RefusedBodyIntegrationTests {

	private final Http http;

	private final int port;

	private String image = "";

	private String prompt = "";

	private String document = "";

	RefusedBodyIntegrationTests(@Autowired WebTestClient client, @LocalServerPort int port) {
		this.http = new Http(client);
		this.port = port;
	}

	@BeforeEach
	void save() {
		this.document = UUID.randomUUID().toString();
		this.image = this.http.post("/api/images/register-files", Map.of("files", List.of(Map.of("filename", "a.png"))))
			.json()
			.at("/image_ids/0")
			.asString();
		this.prompt = this.http.post("/api/prompts", Map.of("prompt_text", this.document)).json().path("id").asString();
		this.http.post("/api/documents", Map.of("code", this.document, "name", "a", "content", "a"));
	}

	@ParameterizedTest
	@CsvSource({ "PUT, /api/images/{image}/content, image/png, 52428801, 413",
			"PUT, /api/images/{unknown}/content, image/png, 9, 404",
			"PUT, /api/images/{unknown}/content, image/png, 52428801, 404",
			"PUT, /api/images/{unknown}/caption, application/json, 9, 404",
			"PUT, /api/images/{image}/caption, application/json, 8388609, 413",
			"PUT, /api/images/{image}/caption, text/plain, 9, 415",
			"POST, /api/captions, application/json, 8388609, 413", "POST, /api/captions, text/plain, 9, 415",
			"PATCH, /api/prompts/9223372036854775807, application/json, 9, 404",
			"PATCH, /api/prompts/{prompt}, application/json, 8388609, 413",
			"POST, /api/prompts, multipart/form-data; boundary=X, 60817409, 413",
			"POST, /api/images, multipart/form-data; boundary=X, 2147483649, 413",
			"POST, /api/documents/upload, multipart/form-data; boundary=X, 2147483649, 413",
			"PATCH, /api/documents/{unknown}, application/json, 9, 404",
			"PATCH, /api/documents/{document}, application/json, 20971521, 413",
			"PUT, /api/documents/{unknown}, application/json, 20971521, 413",
			"POST, /api/none, application/json, 9, 404", "POST, /none, application/json, 9, 404",
			"PUT, /api/captions, application/json, 9, 405" })
	void refusedBodyIsNotRequested(String method, String path, String type, long length, int status)
			throws IOException {
		try (RawConnection connection = new RawConnection(this.port)) {
			assertThat(connection.send(head(method, path, type, length, "")).readResponse())
				.startsWith("HTTP/1.1 " + status + " ")
				.contains("application/problem+json");
		}
	}

	@ParameterizedTest
	@CsvSource({ "PUT, /api/images/{image}/content, image/png, 52428800",
			"PUT, /api/images/{image}/caption, application/json, 8388608",
			"PATCH, /api/prompts/{prompt}, application/json, 9",
			"PATCH, /api/documents/{document}, application/json, 9",
			"POST, /api/prompts, multipart/form-data; boundary=X, 60817408",
			"POST, /api/images, multipart/form-data; boundary=X, 2147483648",
			"POST, /api/captions, application/x-ndjson, 9999999999" })
	void acceptedBodyIsRequested(String method, String path, String type, long length) throws IOException {
		try (RawConnection connection = new RawConnection(this.port)) {
			assertThat(connection.send(head(method, path, type, length, "")).read("\r\n\r\n"))
				.startsWith("HTTP/1.1 100 ");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip, br", "br", "x" })
	void unsupportedContentEncodingIsRefused(String coding) throws IOException {
		try (RawConnection connection = new RawConnection(this.port)) {
			assertThat(connection
				.send(head("POST", "/api/captions", "application/json", 9, "Content-Encoding: " + coding + "\r\n"))
				.readResponse()).startsWith("HTTP/1.1 415 ");
		}
	}

	@Test
	void writeOfAnotherSiteIsRefused() throws IOException {
		try (RawConnection connection = new RawConnection(this.port)) {
			assertThat(connection
				.send(head("POST", "/api/prompts", "multipart/form-data; boundary=X", 9,
						"Sec-Fetch-Site: cross-site\r\n"))
				.readResponse()).startsWith("HTTP/1.1 403 ").contains("/problems/cross-site");
		}
	}

	private String head(String method, String path, String type, long length, String headers) {
		String address = path.replace("{image}", this.image)
			.replace("{prompt}", this.prompt)
			.replace("{document}", this.document)
			.replace("{unknown}", UUID.randomUUID().toString());
		return method + " " + address + " HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Type: " + type
				+ "\r\nContent-Length: " + length + "\r\n" + headers + "\r\n";
	}

}
