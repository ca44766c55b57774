package dev.tintype.text.document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.search.regex.RegexLimit;
import dev.tintype.testing.ExplainedStatements;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.text.document.DocumentRows.DocumentSize;
import dev.tintype.text.documentsave.DocumentDraft;
import dev.tintype.text.documentsave.DocumentWriter;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Slice;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class DocumentListIntegrationTests {

	private final Http http;

	private final Http stream;

	private final DocumentWriter documents;

	private final Dialect dialect;

	private final ExplainedStatements explained;

	private final RegexLimit regexes;

	private final String prefix = UUID.randomUUID().toString().substring(0, 8) + "-";

	private List<String> codes = List.of();

	DocumentListIntegrationTests(@Autowired WebTestClient client, @Autowired DocumentWriter documents,
			@Autowired Statements statements, @Autowired Transactions transactions, @Autowired Dialect dialect,
			@Autowired RegexLimit regexes) {
		this.http = new Http(client);
		this.stream = this.http.with("Accept", "application/x-ndjson");
		this.documents = documents;
		this.dialect = dialect;
		this.explained = new ExplainedStatements(statements, transactions, dialect);
		this.regexes = regexes;
	}

	@BeforeEach
	void saveSome() {
		// All documents of a batch have the same time, so their ids decide the order.
		List<DocumentDraft> batch = IntStream.range(0, 6).mapToObj((i) -> draft("b" + i, "text " + i)).toList();
		this.documents.save(batch).block();
		this.documents.save(List.of(draft("c", "x".repeat(3 << 20)))).block();
		this.documents.save(List.of(draft("d", "last"))).block();
		this.codes = IntStream.range(0, 8)
			.mapToObj((i) -> this.prefix + ((i > 1) ? "b" + (7 - i) : List.of("d", "c").get(i)))
			.toList();
	}

	@Test
	void pageAfterCursorStartsThereInIndex() {
		Order<DocumentSize> order = DocumentRows.ORDERS.initial();
		DocumentHead last = new DocumentHead(UUID.randomUUID(), "c", "n", Instant.now(), Instant.now());

		assertThat(this.explained
			.scans(new DocumentRows(this.explained.statements(), this.dialect, this.regexes, DocumentFilter.ALL)
				.page(new Slice<>(order, order.place(new DocumentSize(last, 1)), 50, 0))))
			.anyMatch((scan) -> scan.matches("idx_document_created: .*created_at <= .*"));
	}

	@Test
	void pageListsNewestFirstWithoutContent() {
		Http.Answer answer = this.http.get("/api/documents?per_page=8");

		JsonNode json = answer.json();
		assertThat(json.propertyNames()).containsExactly("items", "total", "page", "pages", "per_page", "next");
		assertThat(codes(json)).isEqualTo(this.codes);
		assertThat(json.path("items").get(0).propertyNames()).containsExactly("id", "code", "name", "created_at",
				"updated_at");
		assertThat(json.path("total").asLong())
			.isEqualTo(this.http.get("/api/documents/count").json().path("count").asLong());
		assertThat(answer.header("Link")).contains("rel=\"first\"");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3, 5 })
	void cursorsWalkEveryDocumentOnce(int perPage) {
		List<String> walked = new ArrayList<>();
		JsonNode page = this.http.get("/api/documents?per_page=" + perPage).json();
		walked.addAll(codes(page));
		while (page.path("next").isString()) {
			page = this.http.get("/api/documents?per_page=" + perPage + "&after={c}", page.path("next").asString())
				.json();
			assertThat(page.get("total").isNull()).isTrue();
			walked.addAll(codes(page));
		}

		assertThat(walked).doesNotHaveDuplicates().startsWith(this.codes.toArray(String[]::new));
		assertThat(walked).hasSize(this.http.get("/api/documents/count").json().path("count").asInt());
	}

	@Test
	void numberedPagesShowSameDocuments() {
		List<String> second = codes(this.http.get("/api/documents?per_page=3&page=2&count=none").json());

		assertThat(second).isEqualTo(this.codes.subList(3, 6));
	}

	@Test
	void streamHasAllDocumentsOrRequestedNumber() {
		List<JsonNode> all = this.stream.get("/api/documents").lines();
		List<JsonNode> some = this.stream.get("/api/documents?limit=3").lines();

		assertThat(all).hasSize(this.http.get("/api/documents/count").json().path("count").asInt())
			.allSatisfy((line) -> assertThat(line.has("content")).isFalse());
		assertThat(some).extracting((line) -> line.path("code").asString()).isEqualTo(this.codes.subList(0, 3));
	}

	@Test
	void streamIncludesContentsOfAnySize() {
		List<JsonNode> lines = this.stream.get("/api/documents?include=content&limit=8").lines();

		assertThat(lines).extracting((line) -> line.path("code").asString()).isEqualTo(this.codes);
		assertThat(lines).extracting((line) -> line.path("content").asString())
			.containsExactly("last", "x".repeat(3 << 20), "text 5", "text 4", "text 3", "text 2", "text 1", "text 0");
		assertThat(lines.get(0).propertyNames()).containsExactly("id", "code", "name", "content", "created_at",
				"updated_at");
	}

	@ParameterizedTest
	@ValueSource(strings = { "include=content", "include=name", "per_page=0", "per_page=501", "page=0", "after=x",
			"count=some" })
	void invalidQueryIsRefused(String query) {
		assertThat(this.http.get("/api/documents?" + query).status()).isEqualTo(400);
	}

	private DocumentDraft draft(String code, String content) {
		return new DocumentDraft(this.prefix + code, Objects.requireNonNull(code), content);
	}

	private static List<String> codes(JsonNode page) {
		return StreamSupport.stream(page.path("items").spliterator(), false)
			.map((item) -> item.path("code").asString())
			.toList();
	}

}
