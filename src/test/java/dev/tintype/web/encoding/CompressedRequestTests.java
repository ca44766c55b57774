package dev.tintype.web.encoding;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import dev.tintype.web.edge.EdgeApplication;
import dev.tintype.web.edge.RawConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(classes = EdgeApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "server.address=127.0.0.1", "management.endpoint.health.validate-group-membership=false",
				"tintype.server.allowed-hosts=darkroom" })
class CompressedRequestTests {

	private static final byte[] TEXT = "some words, some words".getBytes(StandardCharsets.US_ASCII);

	@LocalServerPort
	private int port;

	@ParameterizedTest
	@ValueSource(strings = { "Content-Encoding: gzip", "Content-Encoding: x-gzip", "content-encoding:GZIP ",
			"Content-Encoding: identity, gzip", "Content-Encoding: , gzip,",
			"Content-Encoding: identity\r\nContent-Encoding: gzip" })
	void compressedBodyIsRead(String header) throws IOException {
		assertThat(post("/api/later", header, Gzip.compress(TEXT))).startsWith("HTTP/1.1 200 ")
			.endsWith("\r\n\r\nsome words, some words");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Encoding: identity", "Content-Encoding:", "Content-Encoding: IDENTITY" })
	void plainBodyIsRead(String header) throws IOException {
		assertThat(post("/api/later", header, TEXT)).startsWith("HTTP/1.1 200 ").endsWith("some words, some words");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Encoding: br", "Content-Encoding: gzip, gzip", "Content-Encoding: zstd",
			"Content-Encoding: gzip\r\nContent-Encoding: deflate", "Content-Encoding: gzip;q=1",
			"Content-Encoding: compress", "Content-Encoding: *" })
	void unsupportedCodingIsRefusedBeforeBody(String header) throws IOException {
		for (String more : List.of("", "\r\nExpect: 100-continue")) {
			// No byte of the body is sent, because the response does not need it.
			assertThat(send("/api/later", header + more + "\r\nContent-Length: 9", new byte[0]))
				.startsWith("HTTP/1.1 415 ")
				.containsIgnoringCase("\r\naccept-encoding: gzip, deflate\r\n")
				.contains("/problems/unsupported-media-type");
		}
	}

	@Test
	void codingWithoutBodyIsIgnored() throws IOException {
		assertThat(send("/api/drain", "Content-Encoding: br\r\nContent-Length: 0", new byte[0]))
			.startsWith("HTTP/1.1 200 ");
	}

	@Test
	void damagedBodyIsInvalid() throws IOException {
		byte[] whole = Gzip.compress(TEXT);
		for (byte[] damaged : List.of(TEXT, Arrays.copyOf(whole, whole.length - 1), Arrays.copyOf(whole, 5))) {
			assertThat(post("/api/drain", "Content-Encoding: gzip", damaged)).startsWith("HTTP/1.1 400 ")
				.contains("not valid gzip");
		}
	}

	@Test
	void limitCountsDecompressedBytes() throws IOException {
		byte[] bomb = Gzip.compress(new byte[20 << 20]);
		assertThat(bomb).hasSizeLessThan(100_000);
		WebTestClient.bindToServer()
			.baseUrl("http://127.0.0.1:" + this.port)
			.build()
			.post()
			.uri("/api/drain")
			.header("Content-Type", "text/plain")
			.header("Content-Encoding", "gzip")
			.bodyValue(bomb)
			.exchange()
			.expectStatus()
			.isEqualTo(413)
			.expectBody(String.class)
			.value((problem) -> assertThat(problem).contains("262144"));
	}

	private String post(String path, String header, byte[] body) throws IOException {
		return send(path, header + "\r\nContent-Length: " + body.length, body);
	}

	private String send(String path, String headers, byte[] body) throws IOException {
		try (RawConnection connection = new RawConnection(this.port)) {
			return connection
				.send("POST " + path
						+ " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: text/plain\r\n" + headers
						+ "\r\n\r\n" + new String(body, StandardCharsets.ISO_8859_1))
				.readResponse();
		}
	}

}
