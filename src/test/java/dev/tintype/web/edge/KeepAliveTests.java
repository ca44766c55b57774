package dev.tintype.web.edge;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A connection stays usable after any earlier request. If a request is never read, the
 * socket times out.
 */
@SpringBootTest(classes = EdgeApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "server.address=127.0.0.1", "management.endpoint.health.validate-group-membership=false" })
class KeepAliveTests {

	/**
	 * The fault occurred in one pair of seventy, so these pairs are enough to find it.
	 */
	private static final int PAIRS = 1_000;

	@LocalServerPort
	private int port;

	private Socket socket;

	private DataInputStream in;

	@BeforeEach
	void connect() throws IOException {
		this.socket = new Socket(InetAddress.getLoopbackAddress(), this.port);
		this.socket.setSoTimeout(20_000);
		this.socket.setTcpNoDelay(true);
		this.in = new DataInputStream(new BufferedInputStream(this.socket.getInputStream()));
	}

	@AfterEach
	void close() throws IOException {
		this.socket.close();
	}

	@Test
	void requestAfterRefusedBodyGetsResponse() throws IOException {
		for (int i = 0; i < PAIRS; i++) {
			send(post("/api/refuse", "text/plain", "words"));
			assertThat(readStatus()).isEqualTo(415);
			send(post("/api/later", "text/plain", "words"));
			assertThat(readStatus()).isEqualTo(200);
		}
	}

	@Test
	void pipelinedRequestsGetResponsesInOrder() throws IOException {
		for (int i = 0; i < PAIRS / 10; i++) {
			send(post("/api/refuse", "text/plain", "words").repeat(3) + post("/api/drain", "text/plain", "words")
					+ "GET /api/words HTTP/1.1\r\nHost: localhost\r\n\r\n" + post("/none", "text/plain", "words"));
			assertThat(new int[] { readStatus(), readStatus(), readStatus(), readStatus(), readStatus(), readStatus() })
				.containsExactly(415, 415, 415, 200, 200, 404);
		}
	}

	private static String post(String path, String type, String body) {
		return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\nContent-Length: "
				+ body.length() + "\r\n\r\n" + body;
	}

	private void send(String text) throws IOException {
		this.socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	private int readStatus() throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			head.append((char) this.in.readUnsignedByte());
		}
		String lower = head.toString().toLowerCase(Locale.ROOT);
		int length = lower.indexOf("content-length: ") + "content-length: ".length();
		this.in.readFully(new byte[Integer.parseInt(lower.substring(length, lower.indexOf('\r', length)))]);
		return Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
	}

}
