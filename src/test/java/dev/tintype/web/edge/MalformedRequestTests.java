package dev.tintype.web.edge;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.tintype.web.http.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(classes = EdgeApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "server.address=127.0.0.1", "management.endpoint.health.validate-group-membership=false",
				"tintype.server.header-timeout=300ms", "tintype.server.body.window=300ms",
				"tintype.server.body.line-pause=300ms", "tintype.server.body.max-size=1MB" })
@ExtendWith(OutputCaptureExtension.class)
class MalformedRequestTests {

	@LocalServerPort
	private int port;

	@ParameterizedTest
	@ValueSource(strings = { "/api/%zz", "/api/images/%", "/api/words?search=%", "/api/a b", "/api/\u0001", "/api/ä",
			"/api/{id}", "/api/a\\b", "/api/\"x\"", "/api/\tx", "ftp:// x" })
	void malformedUrlIsProblem(String target) throws IOException {
		assertProblem("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n", 400);
	}

	@Test
	void strayPercentInAddressOfPageStandsForItself() throws IOException {
		String browser = " HTTP/1.1\r\nHost: localhost\r\nAccept: text/html,*/*;q=0.8\r\n\r\n";
		try (RawConnection connection = new RawConnection(this.port)) {
			assertThat(connection.send("GET /images/%E0%A4%A?search=100%" + browser).readResponse())
				.startsWith("HTTP/1.1 404 ");
		}
		assertProblem("GET /api/%zz" + browser, 400);
	}

	@ParameterizedTest
	@CsvSource({ "GET /api/%zz?q=1, 400, Invalid request, /api/%25zz",
			"GET http://h/api/%, 400, Invalid request, http://h/api/%25",
			"PUT /api/{x} , 400, Invalid request, /api/%7Bx%7D" })
	void problemOfMalformedRequestHasAllMembers(String line, int status, String title, String instance)
			throws IOException {
		try (RawConnection connection = new RawConnection(this.port)) {
			String answer = connection.send(line + " HTTP/1.1\r\nHost: localhost\r\n\r\n").readResponse();
			JsonNode problem = Json.MAPPER.readTree(answer.substring(answer.indexOf("\r\n\r\n")));
			assertThat(problem.path("status").asInt()).isEqualTo(status);
			assertThat(problem.path("type").asString()).isEqualTo("/problems/invalid-request");
			assertThat(problem.path("title").asString()).isEqualTo(title);
			assertThat(problem.path("instance").asString()).isEqualTo(instance);
		}
	}

	@ParameterizedTest
	@CsvSource({ "/api/words, localhost:, 200", "http://localhost:8/api/words, evil.example, 200",
			"http://evil.example/api/words, localhost, 421", "http://user@localhost/api/words, localhost, 421" })
	void hostOfTargetReplacesHostHeader(String target, String host, int status) throws IOException {
		try (RawConnection connection = new RawConnection(this.port)) {
			assertThat(connection.send("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n").readResponse())
				.startsWith("HTTP/1.1 " + status + " ");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Host: localhost\r\nHost: localhost\r\n", "", "Host: local host\r\n",
			"Host: localhost:abc\r\n", "Host: localhost\r\nbad header\r\n", "Host: localhost\r\n: none\r\n",
			"Host: localhost\r\nX-A: a\u0001b\r\n", "Host: localhost\r\nX-A : b\r\n" })
	void badHeaderIsProblem(String headers) throws IOException {
		assertProblem("GET /api/words HTTP/1.1\r\n" + headers + "\r\n", 400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
			"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "Content-Length: 5\r\nContent-Length: 6\r\n",
			"Content-Length: -1\r\n", "Content-Length: 5x\r\n", "Content-Length: +5\r\n",
			"Transfer-Encoding: xchunked\r\n", "Transfer-Encoding: gzip, chunked\r\n",
			"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "Transfer-Encoding : chunked\r\n",
			"Transfer-Encoding: \u000bchunked\r\n" })
	void ambiguousLengthIsProblem(String headers) throws IOException {
		assertProblem("POST /api/drain HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n" + headers
				+ "\r\n0\r\n\r\n", 400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "zz\r\nhello\r\n0\r\n\r\n", "5\r\nhelloXX\r\n0\r\n\r\n", "-5\r\nhello\r\n0\r\n\r\n",
			"FFFFFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n", "0x5\r\nhello\r\n0\r\n\r\n" })
	void malformedChunkIsProblem(String body, CapturedOutput output) throws IOException {
		int before = output.getAll().length();
		for (String path : List.of("/api/drain", "/api/later")) {
			assertProblem("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
					+ "Transfer-Encoding: chunked\r\n\r\n" + body, 400);
		}
		assertThat(output.getAll().substring(before)).doesNotContain("ERROR", "WARN", "\tat ");
	}

	@Test
	void longRequestLineIsProblem() throws IOException {
		assertProblem("GET /api/" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n", 414);
	}

	@Test
	void largeHeaderIsProblem() throws IOException {
		assertProblem("GET /api/words HTTP/1.1\r\nHost: localhost\r\nX-A: " + "a".repeat(20_000) + "\r\n\r\n", 431);
	}

	@ParameterizedTest
	@ValueSource(strings = { "nonsense\r\n\r\n", "GET\r\n\r\n", "\u0016\u0003\u0001\u0002\u0000\r\n\r\n",
			"GET /api/words HTTP/9.9.9\r\n\r\n" })
	void requestThatIsNotHttpIsProblem(String bytes) throws IOException {
		assertProblem(bytes, 400);
	}

	@Test
	void slowHeadEndsConnection() throws IOException {
		assertProblem("GET /api/words HTTP/1.1\r\nHost: local", 408);
	}

	@ParameterizedTest
	@CsvSource({ "/api/drain, text/plain, x", "/api/later, text/plain, x", "/api/words, application/json, {",
			"/api/drain, application/x-ndjson, {", "/api/drain, application/x-ndjson, ''" })
	void slowBodyEndsConnection(String path, String type, String begun) throws IOException {
		String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\n";
		assertProblem(head + "Content-Length: 100\r\n\r\n" + begun, 408);
		assertProblem(head + "Transfer-Encoding: chunked\r\n\r\n" + (begun.isEmpty() ? "" : "1\r\n" + begun + "\r\n"),
				408);
	}

	@Test
	void serviceDoesNotWaitForRestOfBodyAfterResponse() throws IOException {
		// At once, because the service closes each connection two seconds later.
		try (RawConnection refused = begin("POST /api/refuse", "Content-Length: 100", "x");
				RawConnection missing = begin("POST /api/none", "Content-Length: 1000000", "x");
				RawConnection chunked = begin("DELETE /api/words", "Transfer-Encoding: chunked", "1\r\nx\r\n");
				RawConnection expecting = begin("GET /api/words", "Content-Length: 9\r\nExpect: 100-continue", "")) {
			assertThat(refused.readToEnd()).startsWith("HTTP/1.1 415 ");
			assertThat(missing.readToEnd()).startsWith("HTTP/1.1 404 ");
			assertThat(chunked.readToEnd()).startsWith("HTTP/1.1 405 ");
			assertThat(expecting.readToEnd()).startsWith("HTTP/1.1 200 ");
		}
	}

	private RawConnection begin(String line, String headers, String body) throws IOException {
		return new RawConnection(this.port)
			.send(line + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n" + headers + "\r\n\r\n" + body);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Expect: 100-continue\r\n" })
	void declaredLengthOverTheLimitIsRefusedAtOnce(String expect) throws IOException {
		assertProblem("POST /api/drain HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
				+ "Content-Length: 1048577\r\n" + expect + "\r\n", 413);
	}

	@Test
	void writeOfAnotherSiteIsRefusedBeforeItsBody() throws IOException {
		assertProblem("POST /api/drain HTTP/1.1\r\nHost: localhost\r\nOrigin: null\r\nContent-Type: text/plain\r\n"
				+ "Content-Length: 9\r\nExpect: 100-continue\r\n\r\n", 403);
	}

	@Test
	void acceptedBodyIsRequested() throws IOException {
		try (RawConnection connection = new RawConnection(this.port)) {
			String head = "POST /api/later HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: text/plain\r\n"
					+ "Content-Length: 5\r\nExpect: 100-continue\r\n\r\n";
			assertThat(connection.send(head).read("\r\n\r\n")).startsWith("HTTP/1.1 100 Continue\r\n");
			assertThat(connection.send("words").readToEnd()).startsWith("HTTP/1.1 200 ").endsWith("words");
		}
	}

	@Test
	void faultAfterPipelinedRequestGetsSecondResponse() throws IOException {
		try (RawConnection connection = new RawConnection(this.port)) {
			String answer = connection.send(
					"GET /api/slow HTTP/1.1\r\nHost: localhost\r\n\r\nGET /api/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n")
				.readToEnd();
			assertThat(answer).startsWith("HTTP/1.1 200");
			assertThat(answer.indexOf("HTTP/1.1 400")).isPositive();
			assertThat(answer).contains("application/problem+json").endsWith("}");
		}
	}

	@Test
	void slowResponseExtendsTimeoutOfNextHead() throws IOException, InterruptedException {
		EdgeApplication.SLOW_BEGUN.drainPermits();
		try (RawConnection connection = new RawConnection(this.port)) {
			connection.send("GET /api/slow HTTP/1.1\r\nHost: localhost\r\n\r\n");
			assertThat(EdgeApplication.SLOW_BEGUN.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
			assertThat(connection.send("GET /api/wo").readToEnd()).startsWith("HTTP/1.1 200").contains("HTTP/1.1 408");
		}
	}

	private void assertProblem(String request, int status) throws IOException {
		try (RawConnection connection = new RawConnection(this.port)) {
			String answer = connection.send(request).readResponse();
			assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
			String head = answer.substring(0, answer.indexOf("\r\n\r\n"));
			assertThat(head).containsIgnoringCase("content-type: application/problem+json")
				.containsIgnoringCase("x-content-type-options: nosniff")
				.containsIgnoringCase("cross-origin-resource-policy: same-origin")
				.containsIgnoringCase("x-request-id: ");
			assertThat(answer.substring(head.length())).contains("\"status\":" + status)
				.contains("\"detail\":\"", "\"instance\":\"");
		}
	}

}
