package dev.tintype.text.document;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.text.documentsave.DocumentDraft;
import dev.tintype.text.documentsave.DocumentWriter;
import dev.tintype.web.ndjson.StreamBudget;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
@TestPropertySource(properties = "tintype.stream.memory=32MB")
class LargeDocumentIntegrationTests {

	@Autowired
	private DocumentWriter saves;

	@Autowired
	private DocumentRepository documents;

	@Autowired
	private Statements statements;

	@Autowired
	private Dialect dialect;

	@Test
	void cancelledReadsLeaveDatabaseOpen() {
		String content = "A long text of many words.\n".repeat(150_000);
		this.saves.save(List.of(new DocumentDraft("long", "Long", content))).block();

		// Without a cache H2 must read the file.
		setCacheSize(0);

		Flux.range(0, 200)
			.flatMap((i) -> this.documents.find("long").timeout(Duration.ofNanos(i * 200_000L), Mono.empty()), 4)
			.blockLast(Duration.ofMinutes(2));

		assertThat(Objects.requireNonNull(this.documents.find("long").block()).content()).isEqualTo(content);
	}

	@Test
	void slowReadersOfLargeDocumentHoldNoneOfItInMemory(@LocalServerPort int port, @Autowired StreamBudget streams)
			throws IOException {
		this.saves.save(List.of(new DocumentDraft("held", "Held", "A long text.\n".repeat(1_000_000)))).block();

		try (Socket first = request(port); Socket second = request(port)) {
			assertThat(first.getInputStream().read()).isEqualTo('H');
			assertThat(second.getInputStream().read()).isEqualTo('H');

			assertThat(streams.held()).isLessThan(1 << 20);

			assertThat(first.getInputStream().readNBytes(13_000_000)).hasSize(13_000_000);
		}
	}

	@Test
	void documentThatStaysInMemoryCountsUntilItsReaderHasTakenIt(@LocalServerPort int port,
			@Autowired StreamBudget streams) throws IOException {
		int size = 6_000_000;
		this.saves.save(List.of(new DocumentDraft("held", "Held", "x".repeat(size)))).block();

		try (Socket first = request(port); Socket second = request(port)) {
			assertThat(first.getInputStream().read()).isEqualTo('H');
			assertThat(second.getInputStream().read()).isEqualTo('H');

			// The other one waits in a file, because both are more than a quarter of the
			// budget.
			assertThat(streams.held()).isBetween((long) size, size + (1L << 20));
		}
	}

	private static Socket request(int port) throws IOException {
		Socket reader = new Socket();
		reader.setReceiveBufferSize(4096);
		reader.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		reader.getOutputStream()
			.write("GET /api/documents/held HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		return reader;
	}

	@AfterEach
	void restoreCache() {
		setCacheSize(65_536);
	}

	private void setCacheSize(int kilobytes) {
		if (this.dialect == Dialect.H2) {
			this.statements.sql("SET CACHE_SIZE " + kilobytes).then().block();
		}
	}

}
