package dev.tintype.text.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.text.documentsave.DocumentDraft;
import dev.tintype.text.documentsave.DocumentWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class DocumentRegexIntegrationTests {

	/** H2 returns a content of this length or more only as a stream. */
	private static final int LONG = (1 << 20) + 1;

	private static final String MANY_LONG_ON_H2 = """
			INSERT INTO document (id, code, name, name_folded, content, created_at, updated_at)
			SELECT random_uuid(), 'many' || x, 'many', 'many', repeat('a', 1000000) || '!', CURRENT_TIMESTAMP,
			  CURRENT_TIMESTAMP
			FROM system_range(1, 20) AS r(x)
			""";

	private final Http http;

	private final Http stream;

	private final Statements statements;

	private final Transactions transactions;

	private final DocumentWriter documents;

	private final Dialect dialect;

	DocumentRegexIntegrationTests(@Autowired WebTestClient client, @Autowired Statements statements,
			@Autowired Transactions transactions, @Autowired DocumentWriter documents, @Autowired Dialect dialect) {
		this.http = new Http(client);
		this.stream = this.http.with("Accept", "application/x-ndjson");
		this.statements = statements;
		this.transactions = transactions;
		this.documents = documents;
		this.dialect = dialect;
	}

	@BeforeEach
	void saveDocuments() {
		deleteDocuments();
		save("boats", "On Boats", "# Boats\n\nA boat at dusk.");
		save("awkward", "ÉTUDE 😀", "ﬁne STRAẞE\r\n漢字\u2028\u00a0100%_\\ e\u0301😀");
		save("long", "Long", "x".repeat(20_000) + "\nneedle 😀");
		save("short", "boat", "");
	}

	// All test classes with the same context share the database.
	@AfterEach
	void deleteDocuments() {
		this.statements.sql("DELETE FROM document").then().block();
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			boat; short boats
			(?i)BOATS; boats
			^On; boats
			^# Boats; boats
			Boats# ; ''
			^Boats; ''
			dusk\\.$; boats
			^$; short
			needle 😀$; long
			^x+\\n; long
			x{25}\\nneedle; long
			^[😀-😂]; ''
			[😀-😂]$; long awkward
			(?i)étude; awkward
			(?i)straße\\r; awkward
			^fine; ''
			\\x{2028}\\x{a0}100%_\\\\ e; awkward
			\\r\\n漢; awkward
			""")
	void regexMatchesContentOrNameSeparately(String regex, String expected) {
		List<String> codes = expected.isEmpty() ? List.of() : List.of(expected.split(" "));
		JsonNode page = this.http.get("/api/documents?regex={r}", regex).json();

		assertThat(codes(page)).isEqualTo(codes);
		assertThat(page.path("total").asInt()).isEqualTo(codes.size());
		assertThat(this.stream.get("/api/documents?regex={r}", regex).lines())
			.extracting((line) -> line.path("code").asString())
			.isEqualTo(codes);
		assertThat(this.stream.get("/api/documents?include=content&regex={r}", regex).lines())
			.allSatisfy((line) -> assertThat(line.path("content").isString()).isTrue())
			.extracting((line) -> line.path("code").asString())
			.isEqualTo(codes);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			needle 😀$; 1
			needle.$; 0
			^x; 1
			needle 😂; 0
			""")
	void regexMatchesLongContent(String regex, int expected) {
		save("very-long", "Very long", "x".repeat(LONG) + "\nneedle 😀");
		this.statements.sql("DELETE FROM document WHERE code = 'long'").then().block();

		assertThat(this.http.get("/api/documents?regex={r}", regex).json().path("total").asInt()).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3 })
	void cursorsWalkWhatMatches(int perPage) {
		for (int i = 0; i < 7; i++) {
			save("walk" + i, "walk", "number " + i);
		}
		String uri = "/api/documents?regex=[0-4]$&per_page=" + perPage;
		List<String> walked = new ArrayList<>();
		JsonNode page = this.http.get(uri).json();
		assertThat(page.path("total").asInt()).isEqualTo(5);
		walked.addAll(codes(page));
		while (page.path("next").isString()) {
			page = this.http.get(uri + "&after={c}", page.path("next").asString()).json();
			walked.addAll(codes(page));
		}

		assertThat(walked).containsExactly("walk4", "walk3", "walk2", "walk1", "walk0");
		assertThat(codes(this.http.get("/api/documents?regex=[0-4]$&per_page=2&page=2").json()))
			.containsExactly("walk2", "walk1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a(?=b)", "x(", "[b", "\\pL", "a**" })
	void invalidPatternIsRefusedWithPosition(String regex) {
		for (Http asked : List.of(this.http, this.stream)) {
			Http.Answer answer = asked.get("/api/documents?regex={r}", regex);
			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.pointer()).isEqualTo("regex");
			assertThat(answer.json().at("/errors/0/detail").asString()).matches(".+ \\(position \\d+\\)");
		}
	}

	@Test
	void slowSearchIsStoppedAndServiceContinues() {
		switch (this.dialect) {
			case H2 -> {
				this.statements.sql(MANY_LONG_ON_H2).then().block();
				slowSearchIsStopped();
			}
			// PostgreSQL matches a megabyte in 3 ms, so a lock makes its search slow.
			case POSTGRESQL -> this.transactions
				.run(this.statements.sql("LOCK TABLE document")
					.then()
					.then(Mono.<Void>fromRunnable(this::slowSearchIsStopped).subscribeOn(Schedulers.boundedElastic())))
				.block();
		}
		// On a busy machine, any search of the long contents may take longer than 1 s.
		deleteDocuments();
		assertThat(this.http.get("/api/documents?regex={r}&count=none&per_page=1", "a").status()).isEqualTo(200);
		assertThat(this.http.post("/api/documents", Map.of("code", "after", "name", "n", "content", "c")).status())
			.isEqualTo(201);
	}

	private void slowSearchIsStopped() {
		Http.Answer page = this.http.get("/api/documents?regex={r}", "(.*a){14}$");
		Http.Answer lines = this.stream.get("/api/documents?regex={r}", "(.*a){14}$");

		assertThat(page.status()).isEqualTo(503);
		assertThat(page.header("Retry-After")).isEqualTo("1");
		assertThat(lines.text()).contains("/problems/unavailable");
	}

	private void save(String code, String name, String content) {
		Objects.requireNonNull(this.documents.save(List.of(new DocumentDraft(code, name, content))).block());
	}

	private static List<String> codes(JsonNode page) {
		return StreamSupport.stream(page.path("items").spliterator(), false)
			.map((item) -> item.path("code").asString())
			.toList();
	}

}
