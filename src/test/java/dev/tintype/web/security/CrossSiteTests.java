package dev.tintype.web.security;

import java.util.List;

import dev.tintype.web.edge.EdgeApplication;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.StatusAssertions;
import org.springframework.test.web.reactive.server.WebTestClient;

@SpringBootTest(classes = EdgeApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "server.address=127.0.0.1", "management.endpoint.health.validate-group-membership=false",
				"tintype.server.allowed-hosts=darkroom" })
class CrossSiteTests {

	private final WebTestClient client;

	CrossSiteTests(@LocalServerPort int port) {
		this.client = WebTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site", "Sec-Fetch-Site:",
			"Sec-Fetch-Site: Same-Origin", "Sec-Fetch-Site: cross-site | Origin: http://darkroom:8080",
			"Sec-Fetch-Site: same-origin | Sec-Fetch-Site: cross-site", "Origin: http://evil.example",
			"Origin: http://evil.example:8080", "Origin: null", "Origin:", "Origin: darkroom:8080",
			"Origin: http://darkroom", "Origin: http://darkroom:80", "Origin: https://darkroom",
			"Origin: http://darkroom:8080/", "Origin: http://darkroom:8080@evil.example",
			"Origin: http://darkroom:8080.evil.example", "Origin: http://darkroom:99999999999",
			"Origin: ftp://darkroom:8080", "Origin: http://darkroom:8080 http://evil.example",
			"Origin: http://darkroom:8080 | Origin: http://darkroom:8080", "Origin: http://[::1]:8080" })
	void writeOfAnotherSiteIsRefused(String headers) {
		for (HttpMethod method : List.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE)) {
			write(method, "/api/words", "darkroom:8080", headers).isEqualTo(403)
				.expectHeader()
				.valueEquals("Cross-Origin-Resource-Policy", "same-origin")
				.expectBody()
				.jsonPath("$.type")
				.isEqualTo("/problems/cross-site");
		}
		write(HttpMethod.POST, "/api/nothing", "darkroom:8080", headers).isEqualTo(403);
		write(HttpMethod.DELETE, "/docs", "darkroom:8080", headers).isEqualTo(403);
		write(HttpMethod.GET, "/api/words", "darkroom:8080", headers).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "darkroom:8080, ''", "darkroom:8080, Sec-Fetch-Site: same-origin",
			"darkroom:8080, Sec-Fetch-Site: none",
			"darkroom:8080, Sec-Fetch-Site: same-origin | Origin: http://evil.example",
			"darkroom:8080, Origin: http://darkroom:8080", "darkroom:8080, Origin: HTTP://DarkRoom:8080",
			"DARKROOM:8080, Origin: https://darkroom:8080", "darkroom, Origin: http://darkroom",
			"darkroom, Origin: http://darkroom:80", "darkroom:80, Origin: http://darkroom",
			"darkroom, Origin: https://darkroom", "darkroom:443, Origin: https://darkroom",
			"[::1]:8080, Origin: http://[::1]:8080", "127.0.0.1, Origin: http://127.0.0.1" })
	void writeOfOwnPageOrWithoutBrowserIsAccepted(String host, String headers) {
		write(HttpMethod.POST, "/api/drain", host, headers).isEqualTo(200);
	}

	private StatusAssertions write(HttpMethod method, String path, String host, String headers) {
		WebTestClient.RequestBodySpec request = this.client.method(method).uri(path).header("Host", host);
		for (String header : headers.split(" \\| ")) {
			if (!header.isEmpty()) {
				request.header(header.substring(0, header.indexOf(':')),
						header.substring(header.indexOf(':') + 1).strip());
			}
		}
		return request.exchange().expectStatus();
	}

}
