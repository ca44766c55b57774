package dev.tintype.web.edge;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(classes = EdgeApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "server.address=127.0.0.1", "management.endpoint.health.validate-group-membership=false",
				"tintype.server.allowed-hosts=darkroom" })
class EdgeTests {

	private final WebTestClient client;

	EdgeTests(@LocalServerPort int port) {
		this.client = WebTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
	}

	@ParameterizedTest
	@CsvSource({ "GET,/api/nothing,404,no-such-route", "POST,/nothing,404,no-such-route",
			"GET,/webjars/none.js,404,no-such-route", "DELETE,/api/words,405,method-not-allowed",
			"POST,/docs,405,method-not-allowed", "GET,/api/fault,500,internal", "GET,/api/full,507,disk-full",
			"GET,/api/gone,503,unavailable", "GET,/problems/none,404,not-found",
			"PROPFIND,/api/words,405,method-not-allowed" })
	void errorIsProblem(String method, String path, int status, String slug) {
		this.client.method(HttpMethod.valueOf(method))
			.uri(path)
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("/problems/" + slug)
			.jsonPath("$.status")
			.isEqualTo(status)
			.jsonPath("$.instance")
			.isEqualTo(path)
			.jsonPath("$.title")
			.isNotEmpty()
			.jsonPath("$.detail")
			.value(String.class,
					(detail) -> assertThat(detail).doesNotContain("SELECT", "passwd", "Exception", "10.0.0.1"));
	}

	@Test
	void wrongMethodReturnsAllowedMethods() {
		this.client.delete().uri("/api/words/").exchange().expectHeader().valueEquals("Allow", "GET,HEAD,OPTIONS,POST");
	}

	@Test
	void unavailableHasRetryAfter() {
		this.client.get().uri("/api/gone").exchange().expectHeader().valueEquals("Retry-After", "1");
	}

	@Test
	void optionsReturnsAllowedMethods() {
		this.client.options()
			.uri("/api/words/7")
			.exchange()
			.expectStatus()
			.isNoContent()
			.expectHeader()
			.valueEquals("Allow", "GET,HEAD,OPTIONS");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "{|malformed-json", "{\"text\":|malformed-json",
			"{\"text\":1,\"count\":\"x\"}|invalid-request", "{\"text\":\"\u0001\"}|malformed-json" })
	void unreadableBodyIsProblem(String body, String slug) {
		this.client.post()
			.uri("/api/words")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(body)
			.exchange()
			.expectStatus()
			.isBadRequest()
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("/problems/" + slug)
			.jsonPath("$.detail")
			.value(String.class, (detail) -> assertThat(detail).doesNotContain("Word", "jackson"));
	}

	@Test
	void otherContentTypeIsProblem() {
		this.client.post()
			.uri("/api/words")
			.contentType(MediaType.APPLICATION_XML)
			.bodyValue("<a/>")
			.exchange()
			.expectStatus()
			.isEqualTo(415)
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("/problems/unsupported-media-type");
	}

	@Test
	void bodyOverLimitIsProblem() {
		this.client.post()
			.uri("/api/drain")
			.contentType(MediaType.TEXT_PLAIN)
			.bodyValue("a".repeat(400_000))
			.exchange()
			.expectStatus()
			.isEqualTo(413)
			.expectBody()
			.jsonPath("$.detail")
			.value(String.class, (detail) -> assertThat(detail).contains("262144"));
	}

	@Test
	void trailingSlashIsAccepted() {
		this.client.get().uri("/api/words/").exchange().expectBody(String.class).isEqualTo("words");
	}

	@Test
	void headHasHeadersOfGet() {
		this.client.head()
			.uri("/api/words")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentLength(5)
			.expectHeader()
			.contentTypeCompatibleWith(MediaType.TEXT_PLAIN)
			.expectBody()
			.isEmpty();
	}

	@Test
	void headOfEndlessListingStopsAfterFirstBuffer() {
		EdgeApplication.ROWS.set(0);
		this.client.head()
			.uri("/api/endless")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentType(MediaType.APPLICATION_NDJSON)
			.expectBody()
			.isEmpty();
		assertThat(EdgeApplication.ROWS).hasValueLessThan(1000);
	}

	@Test
	void headOfFailureHasItsStatus() {
		this.client.head().uri("/api/gone").exchange().expectStatus().isEqualTo(503).expectBody().isEmpty();
	}

	@Test
	void validRequestIdIsReturned() {
		this.client.get()
			.uri("/api/nothing")
			.header("X-Request-Id", "a-1._B")
			.exchange()
			.expectHeader()
			.valueEquals("X-Request-Id", "a-1._B");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a b", "<script>", "ä" })
	void invalidRequestIdIsReplaced(String id) {
		this.client.get()
			.uri("/api/words")
			.header("X-Request-Id", id)
			.exchange()
			.expectHeader()
			.valueMatches("X-Request-Id", "[0-9a-f]{16}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "localhost:8080", "LOCALHOST", "my.localhost:1", "127.0.0.1", "127.8.9.10:80",
			"[::1]", "[::1]:8080", "darkroom:8080" })
	void hostOfLoopbackIsAllowed(String host) {
		this.client.get().uri("/api/words").header("Host", host).exchange().expectStatus().isOk();
	}

	@ParameterizedTest
	@ValueSource(strings = { "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "192.168.1.1",
			"notlocalhost", "[::2]", "0.0.0.0", "darkroom.example" })
	void foreignHostIsMisdirected(String host) {
		this.client.get()
			.uri("/api/words")
			.header("Host", host)
			.exchange()
			.expectStatus()
			.isEqualTo(421)
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("/problems/misdirected");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/words", "/api/nothing", "/docs", "/docs/docs.js", "/actuator/health" })
	void everyResponseHasSecurityHeaders(String path) {
		this.client.get()
			.uri(path)
			.exchange()
			.expectHeader()
			.valueEquals("X-Content-Type-Options", "nosniff")
			.expectHeader()
			.valueEquals("Referrer-Policy", "no-referrer")
			.expectHeader()
			.valueEquals("Cross-Origin-Resource-Policy", "same-origin")
			.expectHeader()
			.exists("X-Request-Id");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/words", "/api/nothing" })
	void dataHasPolicyAgainstDisplayAsPage(String path) {
		this.client.get()
			.uri(path)
			.exchange()
			.expectHeader()
			.valueEquals("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/docs", "/docs/", "/problems", "/problems/", "/problems/malformed-json",
			"/problems/malformed-json/" })
	void pageLoadsNoForeignContent(String path) {
		this.client.get()
			.uri(path)
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentTypeCompatibleWith(MediaType.TEXT_HTML)
			.expectHeader()
			.valueEquals("Cross-Origin-Opener-Policy", "same-origin")
			.expectHeader()
			.value("Content-Security-Policy",
					(policy) -> assertThat(policy).startsWith("default-src 'none'").doesNotContain("unsafe"))
			.expectBody(String.class)
			.value((page) -> assertThat(page).doesNotContain("<style", "style=", "onload", "http:", "https:"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/docs/docs.js", "/docs/page.css", "/webjars/swagger-ui/swagger-ui-bundle.js",
			"/webjars/swagger-ui/swagger-ui.css", "/webjars/swagger-ui/favicon-32x32.png", "/v3/api-docs",
			"/v3/api-docs/", "/v3/api-docs.yaml/", "/v3/api-docs.yaml", "/actuator/health" })
	void filesOfPagesAreServed(String path) {
		this.client.get().uri(path).exchange().expectStatus().isOk();
		this.client.head().uri(path).exchange().expectStatus().isOk();
	}

}
