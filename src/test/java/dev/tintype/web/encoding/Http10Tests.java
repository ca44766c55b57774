package dev.tintype.web.encoding;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import dev.tintype.web.edge.EdgeApplication;
import dev.tintype.web.edge.RawConnection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(classes = EdgeApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "server.address=127.0.0.1", "management.endpoint.health.validate-group-membership=false",
				"tintype.server.allowed-hosts=darkroom" })
class Http10Tests {

	@LocalServerPort
	private int port;

	@BeforeEach
	void pages() {
		EdgeApplication.PAGES.set(Flux.just(List.of(Map.of("event", "a")), List.of(Map.of("event", "b"))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Connection: keep-alive\r\n", "Host: localhost\r\nConnection: close\r\n" })
	void streamEndsWithConnection(String headers) throws IOException {
		String lines = send("GET /api/pages HTTP/1.0\r\n" + headers + "\r\n");
		assertThat(lines.toLowerCase(java.util.Locale.ROOT)).doesNotContain("transfer-encoding")
			.contains("connection: close");
		assertThat(body(lines)).isEqualTo("{\"event\":\"a\"}\n{\"event\":\"b\"}\n");
		assertThat(body(send("GET /api/events HTTP/1.0\r\n" + headers + "\r\n")))
			.isEqualTo("event:a\ndata:{\"event\":\"a\"}\n\nevent:b\ndata:{\"event\":\"b\"}\n\n");
	}

	@Test
	void compressedStreamEndsWithConnection() throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream()
				.write("GET /api/pages HTTP/1.0\r\nAccept-Encoding: gzip\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			byte[] answer = socket.getInputStream().readAllBytes();
			int body = new String(answer, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
			try (InputStream lines = new GZIPInputStream(
					new ByteArrayInputStream(answer, body, answer.length - body))) {
				assertThat(new String(lines.readAllBytes(), StandardCharsets.UTF_8))
					.isEqualTo("{\"event\":\"a\"}\n{\"event\":\"b\"}\n");
			}
		}
	}

	@Test
	void connectionStaysOpenAfterBodyOfKnownLength() throws IOException {
		String words = "GET /api/words HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n";
		String nothing = "GET /api/nothing HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n";
		String answers = send(words + nothing + words + "GET /api/pages HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n");
		assertThat(answers.split("HTTP/1\\.[01] (200|404) ", -1)).hasSize(5);
		assertThat(answers.split("(?i)connection: keep-alive\r\n", -1)).hasSize(4);
	}

	@Test
	void connectionIsClosedWithoutKeepAlive() throws IOException {
		String answer = send("GET /api/words HTTP/1.0\r\n\r\n");
		assertThat(answer).containsIgnoringCase("content-length: 5").endsWith("\r\n\r\nwords");
	}

	private String send(String request) throws IOException {
		try (RawConnection connection = new RawConnection(this.port)) {
			return connection.send(request).readToEnd();
		}
	}

	private static String body(String answer) {
		return answer.substring(answer.indexOf("\r\n\r\n") + 4);
	}

}
