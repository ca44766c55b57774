package dev.tintype.text.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.jspecify.annotations.Nullable;
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
class PromptRegexIntegrationTests {

	private static final String MANY_ON_H2 = """
			INSERT INTO prompts (prompt_text, prompt_hash, search_text)
			SELECT repeat('a', 5000) || '!', 'h' || x, 'many' FROM system_range(1, 3000) AS r(x)
			""";

	private final Http http;

	private final Http stream;

	private final Statements statements;

	private final Transactions transactions;

	private final TestPrompts prompts;

	private final Dialect dialect;

	PromptRegexIntegrationTests(@Autowired WebTestClient client, @Autowired Statements statements,
			@Autowired Transactions transactions, @Autowired Dialect dialect) {
		this.http = new Http(client);
		this.stream = this.http.with("Accept", "application/x-ndjson");
		this.statements = statements;
		this.transactions = transactions;
		this.prompts = new TestPrompts(statements);
		this.dialect = dialect;
	}

	@BeforeEach
	void savePrompts() {
		deletePrompts();
		this.prompts.insert("A Boat  at dusk,\nwatercolour", 3, TestPrompts.USED, "flux");
		this.prompts.insert("a boat at dawn", 2, TestPrompts.USED.plusSeconds(1), "sdxl");
		this.prompts.insert("ﬁne ÉTUDE, STRAẞE, K 😀e\u0301", 9, TestPrompts.USED, "flux");
		this.prompts.insert("漢字\u2028\u00a0100%_\\", 1, TestPrompts.USED.minusSeconds(1), null);
	}

	// All test classes with the same context share the database.
	@AfterEach
	void deletePrompts() {
		this.statements.sql("DELETE FROM prompts").then().block();
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			boat; 1
			Boat; 1
			(?i)BOAT; 2
			^a boat; 1
			dusk,\\nwatercolour$; 1
			boat at; 1
			dawn$; 1
			^ﬁne; 1
			^fine; 0
			(?i)étude; 1
			(?i)straße; 1
			K 😀; 1
			😀e.$; 1
			[😀-😂]; 1
			^..\\x{2028}; 1
			\\x{a0}100%_\\\\$; 1
			.; 4
			nothing; 0
			""")
	void regexMatchesOriginalText(String regex, int expected) {
		for (String sort : List.of("recent", "popular")) {
			JsonNode page = this.http.get("/api/prompts?sort=" + sort + "&regex={r}", regex).json();
			assertThat(page.path("total").asInt()).isEqualTo(expected);
			assertThat(texts(page)).hasSize(expected);
		}
		assertThat(this.stream.get("/api/prompts?regex={r}", regex).lines()).hasSize(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			model=flux; 2
			search=boat; 1
			model=flux&search=boat; 1
			model=sdxl; 0
			""")
	void regexCombinesWithOtherFilters(String others, int expected) {
		JsonNode page = this.http.get("/api/prompts?" + others + "&regex={r}", "^A|É").json();

		assertThat(page.path("total").asInt()).isEqualTo(expected);
		assertThat(texts(page)).hasSize(expected);
		assertThat(this.http.get("/api/prompts?sort=popular&" + others + "&regex={r}", "^A|É").json().path("total"))
			.hasToString(Integer.toString(expected));
		assertThat(this.stream.get("/api/prompts?" + others + "&regex={r}", "^A|É").lines()).hasSize(expected);
	}

	@ParameterizedTest
	@CsvSource({ "recent,", "popular,", "recent,flux", "popular,flux" })
	void matchesArePagedByCursor(String sort, @Nullable String model) {
		for (int i = 0; i < 9; i++) {
			this.prompts.insert("walk " + i, 1 + i % 2, TestPrompts.USED.plusSeconds(i % 3),
					(i % 2 == 0) ? "flux" : "m");
		}
		String uri = "/api/prompts?sort=" + sort + ((model != null) ? "&model=" + model : "") + "&regex={r}";
		List<String> walked = new ArrayList<>();
		JsonNode page = this.http.get(uri + "&per_page=2&count=none", "walk [0-7]$").json();
		walked.addAll(texts(page));
		while (page.path("next").isString()) {
			page = this.http.get(uri + "&per_page=2&after={c}", "walk [0-7]$", page.path("next").asString()).json();
			walked.addAll(texts(page));
		}

		assertThat(walked).hasSize((model != null) ? 4 : 8).isEqualTo(texts(this.http.get(uri, "walk [0-7]$").json()));
		assertThat(texts(this.http.get(uri + "&per_page=2&page=2", "walk [0-7]$").json()))
			.isEqualTo(walked.subList(2, 4));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a(?=b)", "x(", "[b", "\\pL", "a**", "\\C" })
	void invalidPatternIsRefusedWithPosition(String regex) {
		for (Http asked : List.of(this.http, this.stream)) {
			Http.Answer answer = asked.get("/api/prompts?regex={r}", regex);
			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.pointer()).isEqualTo("regex");
			assertThat(answer.json().at("/errors/0/detail").asString()).matches(".+ \\(position \\d+\\)");
		}
	}

	@Test
	void patternMayHave256Characters() {
		assertThat(this.http.get("/api/prompts?regex={r}", "😀".repeat(256)).status()).isEqualTo(200);
		assertThat(this.http.get("/api/prompts?regex={r}", "a".repeat(257)).status()).isEqualTo(400);
	}

	@Test
	void slowSearchIsStoppedAndServiceContinues() {
		switch (this.dialect) {
			case H2 -> {
				this.statements.sql(MANY_ON_H2).then().block();
				slowSearchIsStopped();
			}
			// PostgreSQL matches a megabyte in 3 ms, so a lock makes its search slow.
			case POSTGRESQL -> this.transactions
				.run(this.statements.sql("LOCK TABLE prompts")
					.then()
					.then(Mono.<Void>fromRunnable(this::slowSearchIsStopped).subscribeOn(Schedulers.boundedElastic())))
				.block();
		}
		// On a busy machine, any search of the long texts may take longer than 1 s.
		deletePrompts();
		assertThat(this.http.get("/api/prompts?regex={r}&count=none&per_page=1", "a").status()).isEqualTo(200);
	}

	private void slowSearchIsStopped() {
		Http.Answer page = this.http.get("/api/prompts?regex={r}", "(.*a){14}$");
		Http.Answer lines = this.stream.get("/api/prompts?regex={r}", "(.*a){14}$");

		assertThat(page.status()).isEqualTo(503);
		assertThat(page.header("Retry-After")).isEqualTo("1");
		assertThat(page.json().path("detail").asString()).contains("regular expression took longer than 1 s");
		assertThat(lines.text()).contains("/problems/unavailable");
	}

	private static List<String> texts(JsonNode page) {
		return StreamSupport.stream(page.path("items").spliterator(), false)
			.map((item) -> item.path("prompt_text").asString())
			.toList();
	}

}
