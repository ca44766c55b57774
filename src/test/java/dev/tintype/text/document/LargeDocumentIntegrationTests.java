package dev.tintype.text.document;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.text.documentsave.DocumentDraft;
import dev.tintype.text.documentsave.SaveDocuments;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class LargeDocumentIntegrationTests {

	@Autowired
	private SaveDocuments saves;

	@Autowired
	private DocumentRepository documents;

	@Autowired
	private Statements statements;

	@Autowired
	private Dialect dialect;

	@Test
	void readersThatGiveUpLeaveTheDatabaseOpen() {
		String content = "A long text of many words.\n".repeat(150_000);
		this.saves.save(List.of(new DocumentDraft("long", "Long", content))).block();

		// So that H2 must read the file.
		setCacheSize(0);

		Flux.range(0, 200)
			.flatMap((i) -> this.documents.find("long").timeout(Duration.ofNanos(i * 200_000L), Mono.empty()), 4)
			.blockLast(Duration.ofMinutes(2));

		assertThat(Objects.requireNonNull(this.documents.find("long").block()).content()).isEqualTo(content);
	}

	@AfterEach
	void cacheAgain() {
		setCacheSize(65_536);
	}

	private void setCacheSize(int kilobytes) {
		if (this.dialect == Dialect.H2) {
			this.statements.sql("SET CACHE_SIZE " + kilobytes).then().block();
		}
	}

}
