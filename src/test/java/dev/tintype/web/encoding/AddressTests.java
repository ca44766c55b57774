package dev.tintype.web.encoding;

import java.io.IOException;
import java.util.List;

import dev.tintype.web.edge.EdgeApplication;
import dev.tintype.web.edge.RawConnection;
import dev.tintype.web.http.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(classes = EdgeApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "server.address=127.0.0.1", "management.endpoint.health.validate-group-membership=false",
				"tintype.server.allowed-hosts=darkroom" })
class AddressTests {

	@LocalServerPort
	private int port;

	@ParameterizedTest
	@CsvSource({ "/api/words?q=%ff,q", "/api/words?a=1&q=%ed%a0%80,q", "/api/words?q=%C3%A9&r=%c0%AF&s,r",
			"/api/words?%C3%A9=%C3,\u00e9", "/api/words?%ff=1,", "/api/words/%ff,", "/api/words/%C3%28,", "/docs/%80,",
			"/%ed%b0%80,", "/problems?q=%F8,q" })
	void addressThatIsNotUtf8IsInvalid(String address, @Nullable String pointer) throws IOException {
		String answer = send("GET " + address, "", "");
		assertThat(answer).startsWith("HTTP/1.1 400 ");
		JsonNode problem = Json.MAPPER.readTree(answer.substring(answer.indexOf("\r\n\r\n")));
		assertThat(problem.at("/type").asString()).isEqualTo("/problems/invalid-request");
		assertThat(problem.at("/errors/0/pointer").asString(null)).isEqualTo(pointer);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "/api/words?q=%C3%A9%EF%BF%BD", "/api/words?%20=%7F&&=%F0%9F%98%80", "/api/words/%E2%82%AC" })
	void addressThatIsUtf8IsServed(String address) throws IOException {
		assertThat(send("GET " + address, "", "")).startsWith("HTTP/1.1 200 ");
	}

	@Test
	void malformedHeaderIsNotFaultOfService() throws IOException {
		for (String header : List.of("Content-Type: a/b;charset=none", "Content-Type: /", "Accept: a/b;charset=%",
				"Accept-Charset: none", "Accept-Encoding: gzip;q=x,,;", "Accept-Language: %%%;q=",
				"If-Modified-Since: never", "If-None-Match: x,\"", "Range: bytes=x", "Origin: http://[",
				"Cookie: =;=")) {
			for (String line : List.of("GET /api/words", "POST /api/refuse", "POST /docs", "GET /docs/docs.js",
					"OPTIONS /api/words", "GET /actuator/health")) {
				assertThat(send(line, header + "\r\n", "1")).as(header + " of " + line)
					.matches("(?s)HTTP/1\\.1 [24].*");
			}
		}
	}

	private String send(String line, String headers, String body) throws IOException {
		try (RawConnection connection = new RawConnection(this.port)) {
			return connection
				.send(line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: " + body.length()
						+ "\r\n" + headers + "\r\n" + body)
				.readToEnd();
		}
	}

}
