package dev.tintype.text.document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.search.fulltext.TextEntry;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.text.documentsave.DocumentDraft;
import dev.tintype.text.documentsave.DocumentTexts;
import dev.tintype.text.documentsave.DocumentWriter;
import dev.tintype.text.documentsave.SavedDocument;
import dev.tintype.text.documentsave.SavedDocument.Effect;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class DocumentWriterIntegrationTests {

	private final DocumentWriter documents;

	private final Statements statements;

	private final Dialect dialect;

	private final String prefix = UUID.randomUUID().toString().substring(0, 8) + "-";

	DocumentWriterIntegrationTests(@Autowired DocumentWriter documents, @Autowired Statements statements,
			@Autowired Dialect dialect) {
		this.documents = documents;
		this.statements = statements;
		this.dialect = dialect;
	}

	@Test
	void outcomesAreInOrderOfDrafts() {
		List<SavedDocument> first = save(draft("b", "B", "one"), draft("c", "C", "two"));

		List<SavedDocument> second = save(draft("c", "C", "two"), draft("a", "A", "new"), draft("b", "B", "other"));

		assertThat(first).extracting(SavedDocument::outcome).containsOnly(Effect.CREATED);
		assertThat(second).extracting(SavedDocument::outcome)
			.containsExactly(Effect.UNCHANGED, Effect.CREATED, Effect.UPDATED);
		assertThat(second).extracting(SavedDocument::code)
			.containsExactly(this.prefix + "c", this.prefix + "a", this.prefix + "b");
		assertThat(second.get(0)).usingRecursiveComparison().ignoringFields("outcome").isEqualTo(first.get(1));
		assertThat(second.get(2).id()).isEqualTo(first.get(0).id());
		assertThat(second.get(2).createdAt()).isEqualTo(first.get(0).createdAt());
		assertThat(second.get(2).updatedAt()).isAfter(first.get(0).updatedAt());
	}

	@Test
	void newNameAloneIsChange() {
		save(draft("n", "Old", "same"));

		List<SavedDocument> saved = save(draft("n", "New", "same"));

		assertThat(saved).singleElement()
			.satisfies((document) -> assertThat(document.outcome()).isEqualTo(Effect.UPDATED))
			.satisfies((document) -> assertThat(document.name()).isEqualTo("New"));
	}

	@Test
	void lastDraftOfSameCodeIsSaved() {
		List<SavedDocument> saved = save(draft("x", "First", "1"), draft("y", "Y", "y"), draft("x", "Last", "2"));

		assertThat(saved).extracting(SavedDocument::name).containsExactly("Last", "Y", "Last");
		assertThat(saved.get(0)).isEqualTo(saved.get(2));
	}

	@Test
	void textsOfAnyLengthAreSavedTogether() {
		String large = "word ".repeat(1_000_000) + "\uD83D\uDE00 end";
		List<DocumentDraft> drafts = List.of(draft("small", "Small", "a"), draft("large", "Large", large),
				draft("empty", "Empty", ""));

		List<SavedDocument> saved = this.documents.save(drafts).block();
		List<SavedDocument> again = this.documents.save(drafts).block();
		List<SavedDocument> changed = save(draft("large", "Large", large + "."));

		assertThat(saved).extracting(SavedDocument::outcome).containsOnly(Effect.CREATED);
		assertThat(again).extracting(SavedDocument::outcome).containsOnly(Effect.UNCHANGED);
		assertThat(changed).extracting(SavedDocument::outcome).containsOnly(Effect.UPDATED);
		assertThat(this.statements.sql("SELECT CAST(char_length(content) AS BIGINT) FROM document WHERE code = :code")
			.bind("code", this.prefix + "large")
			.value(Long.class)
			.block()).isBetween(5_000_006L, 5_000_007L);
	}

	@Test
	void onlyWrittenDocumentsAreNotedForIndexOfH2() {
		save(draft("one", "One", "1"), draft("two", "Two", "2"));

		List<SavedDocument> saved = save(draft("one", "One", "1"), draft("two", "Two", "3"));

		assertThat(notes(saved.get(0).id())).isLessThanOrEqualTo(1);
		if (this.dialect == Dialect.H2) {
			assertThat(notes(saved.get(1).id())).isEqualTo(2);
		}
		else {
			assertThat(notes(saved.get(1).id())).isZero();
		}
	}

	@Test
	void concurrentBatchesInAnyOrderDoNotDeadlock() {
		List<String> codes = IntStream.range(0, 40).mapToObj((i) -> "k" + i).toList();

		List<List<SavedDocument>> saved = Flux.range(0, 24).flatMap((round) -> {
			List<String> shuffled = new ArrayList<>(codes);
			Collections.rotate(shuffled, round * 7);
			if (round % 2 == 0) {
				Collections.reverse(shuffled);
			}
			return this.documents
				.save(shuffled.stream().map((code) -> draft(code, code, "round " + round % 5)).toList());
		}, 8).collectList().block();

		assertThat(saved).hasSize(24)
			.allSatisfy((batch) -> assertThat(batch).hasSize(40))
			.satisfies((batches) -> assertThat(batches.stream().flatMap(List::stream).map(SavedDocument::id).distinct())
				.hasSize(40))
			.satisfies((batches) -> assertThat(
					batches.stream().flatMap(List::stream).filter((one) -> one.outcome() == Effect.CREATED))
				.hasSize(40));
	}

	@Test
	void sourceGivesTheRowsToTheIndex(@Autowired DocumentTexts texts) {
		SavedDocument saved = save(draft("t", "Title", "The text")).get(0);
		SavedDocument large = save(draft("u", "Title", "a\uD83D\uDE00".repeat(600_000))).get(0);

		assertThat(texts.load(List.of(saved.id(), UUID.randomUUID())).collectList().block()).singleElement()
			.satisfies((entry) -> {
				assertThat(entry.id()).isEqualTo(saved.id());
				assertThat(entry.name()).isEqualTo("Title");
				assertThat(entry.body()).isEqualTo("The text");
				assertThat(entry.createdAt()).isEqualTo(saved.createdAt()).isBefore(Instant.MAX);
			});
		assertThat(texts.load(List.of(large.id())).map(TextEntry::body).single().block()).startsWith("a\uD83D\uDE00a")
			.satisfies((body) -> assertThat(body.codePointCount(0, body.length())).isGreaterThanOrEqualTo(500_000));
		assertThat(texts.ids().flatMapIterable((ids) -> ids).collectList().block()).contains(saved.id(), large.id())
			.hasSize(Objects.requireNonNull(texts.count().block()).intValue());
	}

	private long notes(UUID id) {
		if (this.dialect == Dialect.POSTGRESQL) {
			return 0;
		}
		return Objects.requireNonNull(this.statements.sql("SELECT count(*) FROM text_changes WHERE row_id = :id")
			.bind("id", id)
			.value(Long.class)
			.block());
	}

	private List<SavedDocument> save(DocumentDraft... drafts) {
		return Objects.requireNonNull(this.documents.save(List.of(drafts)).block());
	}

	private DocumentDraft draft(String code, String name, String content) {
		return new DocumentDraft(this.prefix + code, name, content);
	}

}
