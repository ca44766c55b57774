package dev.tintype.web.encoding;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

import dev.tintype.web.edge.EdgeApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(classes = EdgeApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "server.address=127.0.0.1", "management.endpoint.health.validate-group-membership=false",
				"tintype.server.allowed-hosts=darkroom" })
class CompressionTests {

	@LocalServerPort
	private int port;

	private final HttpClient client = HttpClient.newHttpClient();

	@ParameterizedTest
	@ValueSource(ints = { 2_050, 20_000, 400_000 })
	void longDocumentIsCompressed(int length) throws Exception {
		HttpResponse<byte[]> answer = get("/api/document?length=" + length, "gzip");
		assertThat(header(answer, "Content-Encoding")).isEqualTo("gzip");
		assertThat(header(answer, "Vary")).isEqualTo("Accept-Encoding");
		assertThat(header(answer, "ETag")).isEqualTo("W/\"v1\"");
		assertThat(header(answer, "Content-Length")).isEqualTo(Integer.toString(answer.body().length));
		assertThat(answer.body()).hasSizeLessThan(length / 10);
		assertThat(new String(Gzip.decompress(answer.body()), StandardCharsets.US_ASCII))
			.isEqualTo("words".repeat(length / 5));
	}

	@ParameterizedTest
	@ValueSource(strings = { "identity", "br", "gzip;q=0", "" })
	void documentIsPlainUnlessClientAcceptsGzip(String accepted) throws Exception {
		HttpResponse<byte[]> answer = get("/api/document?length=2050", accepted);
		assertThat(header(answer, "Content-Encoding")).isEmpty();
		assertThat(header(answer, "Vary")).isEqualTo("Accept-Encoding");
		assertThat(header(answer, "ETag")).isEqualTo("\"v1\"");
		assertThat(header(answer, "Content-Length")).isEqualTo("2050");
		assertThat(answer.body()).hasSize(2_050);
	}

	@Test
	void shortDocumentIsPlainUnlessClientAcceptsOnlyGzip() throws Exception {
		HttpResponse<byte[]> answer = get("/api/document?length=2045", "gzip");
		assertThat(header(answer, "Content-Encoding") + header(answer, "Vary")).isEmpty();
		assertThat(answer.body()).hasSize(2_045);
		HttpResponse<byte[]> alone = get("/api/document?length=2045", "gzip, identity;q=0");
		assertThat(header(alone, "Content-Encoding")).isEqualTo("gzip");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/picture?length=5000", "/webjars/swagger-ui/favicon-32x32.png" })
	void pictureIsNeverCompressed(String path) throws Exception {
		HttpResponse<byte[]> answer = get(path, "gzip, identity;q=0");
		assertThat(header(answer, "Content-Encoding") + header(answer, "Vary")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v3/api-docs", "/v3/api-docs.yaml", "/problems", "/api/problem?length=5000",
			"/webjars/swagger-ui/swagger-ui.css", "/webjars/swagger-ui/swagger-ui-bundle.js" })
	void everyTextTypeIsCompressed(String path) throws Exception {
		HttpResponse<byte[]> answer = get(path, "gzip");
		assertThat(header(answer, "Content-Encoding")).isEqualTo("gzip");
		assertThat(header(answer, "Vary")).isEqualTo("Accept-Encoding");
		HttpResponse<byte[]> plain = get(path, "identity");
		assertThat(header(plain, "Vary")).isEqualTo("Accept-Encoding");
		assertThat(Gzip.decompress(answer.body())).isEqualTo(plain.body());
		assertThat(header(answer, "Content-Type")).isEqualTo(header(plain, "Content-Type"));
	}

	@Test
	void rangeIsNotCompressed() throws Exception {
		HttpResponse<byte[]> answer = this.client.send(
				request("/webjars/swagger-ui/swagger-ui.css", "gzip").header("Range", "bytes=0-2999").build(),
				BodyHandlers.ofByteArray());
		assertThat(answer.statusCode()).isEqualTo(206);
		assertThat(header(answer, "Content-Encoding")).isEmpty();
		assertThat(answer.body()).hasSize(3_000);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/document?length=5000", "/api/document?length=50", "/api/endless",
			"/webjars/swagger-ui/swagger-ui.css", "/api/picture?length=5000" })
	void headHasHeadersOfGet(String path) throws Exception {
		for (String accepted : List.of("gzip", "identity")) {
			HttpResponse<Void> head = this.client.send(
					request(path, accepted).method("HEAD", HttpRequest.BodyPublishers.noBody()).build(),
					BodyHandlers.discarding());
			HttpResponse<InputStream> get = this.client.send(request(path, accepted).build(),
					BodyHandlers.ofInputStream());
			get.body().close();
			for (String name : List.of("Content-Encoding", "Vary", "ETag", "Content-Type")) {
				assertThat(header(head, name)).isEqualTo(header(get, name));
			}
			// RFC 9110, 8.6: a length that is unknown without the body may be left out.
			assertThat(header(head, "Content-Length")).isIn("", header(get, "Content-Length"));
		}
	}

	@Test
	void lineOfCompressedStreamArrivesAtOnce() throws Exception {
		Sinks.Many<List<?>> pages = Sinks.many().unicast().onBackpressureBuffer();
		EdgeApplication.PAGES.set(pages.asFlux());
		pages.tryEmitNext(List.of("first"));
		HttpResponse<InputStream> answer = this.client.send(request("/api/pages", "gzip").build(),
				BodyHandlers.ofInputStream());
		assertThat(header(answer, "Content-Encoding")).isEqualTo("gzip");
		assertThat(header(answer, "Vary")).isEqualTo("Accept-Encoding");
		// Not a Reader, which waits for more than it was asked for.
		try (InputStream lines = new GZIPInputStream(answer.body())) {
			// Each line is written only when the one before it has arrived.
			assertThat(lines.readNBytes(8)).asString(StandardCharsets.US_ASCII).isEqualTo("\"first\"\n");
			pages.tryEmitNext(List.of("second"));
			assertThat(lines.readNBytes(9)).asString(StandardCharsets.US_ASCII).isEqualTo("\"second\"\n");
			pages.tryEmitComplete();
			assertThat(lines.read()).isEqualTo(-1);
		}
	}

	@Test
	void eventStreamIsNeverCompressed() throws Exception {
		EdgeApplication.PAGES.set(Flux.just(List.of(java.util.Map.of("event", "x".repeat(5_000)))));
		HttpResponse<byte[]> answer = get("/api/events", "gzip");
		assertThat(header(answer, "Content-Encoding") + header(answer, "Vary")).isEmpty();
		assertThat(new String(answer.body(), StandardCharsets.US_ASCII)).startsWith("event:xxx");
	}

	private HttpResponse<byte[]> get(String path, String accepted) throws IOException, InterruptedException {
		return this.client.send(request(path, accepted).build(), BodyHandlers.ofByteArray());
	}

	private HttpRequest.Builder request(String path, String accepted) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path));
		return accepted.isEmpty() ? request : request.header(HttpHeaders.ACCEPT_ENCODING, accepted);
	}

	private static String header(HttpResponse<?> answer, String name) {
		return answer.headers().firstValue(name).orElse("");
	}

}
