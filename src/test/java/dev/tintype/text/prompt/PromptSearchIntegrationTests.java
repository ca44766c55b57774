package dev.tintype.text.prompt;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.tintype.data.sql.Statements;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class PromptSearchIntegrationTests {

	private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");

	private static final Instant LATE = Instant.parse("2026-05-01T00:00:00Z");

	private final Http http;

	private final TestPrompts prompts;

	private final String mark = UUID.randomUUID().toString();

	PromptSearchIntegrationTests(@Autowired WebTestClient client, @Autowired Statements statements) {
		this.http = new Http(client);
		this.prompts = new TestPrompts(statements);
	}

	@Test
	void everyWordIsPartOfNormalisedText() {
		long boat = insert("A  Boat\u00A0at DUSK");
		long boats = insert("boats, dusky");
		insert("a boat at dawn");

		assertThat(found("boat dusk")).containsExactly(boat, boats);
		assertThat(found("\uFF24\uFF35SK\u3000oa")).containsExactly(boat, boats);
		assertThat(found("boat DUSKY")).containsExactly(boats);
		assertThat(found("tadusk")).isEmpty();
	}

	@Test
	void wildcardsAreOrdinaryCharacters() {
		long percent = insert("100%_sure\\");
		insert("100 xsure");

		assertThat(found("100%_sure\\")).containsExactly(percent);
		assertThat(found("%")).containsExactly(percent);
		assertThat(found("\uFF05")).containsExactly(percent);
		assertThat(found("_")).containsExactly(percent);
		assertThat(found("\\")).containsExactly(percent);
		assertThat(found("1%e")).isEmpty();
		assertThat(found("100_x")).isEmpty();
		assertThat(found("100' OR 1=1")).isEmpty();
	}

	@Test
	void mostUsedPromptsAreFirst() {
		long rarely = insert("a", 1, LATE, "flux");
		long often = insert("b", 9, EARLY, "flux");
		long later = insert("c", 9, LATE, "sdxl");
		long tied = insert("d", 9, LATE, "flux");

		assertThat(found("")).containsExactly(later, tied, often, rarely);
		assertThat(ids("/api/prompts/search?q={q}&limit=2", this.mark)).containsExactly(later, tied);
		assertThat(ids("/api/prompts/search?q={q}&model=flux", this.mark)).containsExactly(tied, often, rarely);
		assertThat(ids("/api/prompts/search?query={q}&model=flux&limit=1", this.mark)).containsExactly(tied);
	}

	@Test
	void promptMustContainAllOfManyWords() {
		String words = IntStream.range(0, 100).mapToObj((i) -> "x" + i + "y").collect(Collectors.joining(" "));
		long all = insert(words);
		insert(words.replace("x57y", "x57"));
		String query = words.substring(0, 200);

		assertThat(found(query)).hasSize(2).contains(all);
		assertThat(found("x57y x99y x3y")).containsExactly(all);
		assertThat(found(IntStream.range(0, 200).mapToObj((i) -> "x").collect(Collectors.joining(" ")))).hasSize(2);
	}

	@Test
	void searchWithoutWordsIsRefused() {
		for (String query : List.of("", "?q=", "?q=%20%20", "?query=", "?q=a&limit=0", "?q=a&limit=501",
				"?q=" + "a".repeat(501))) {
			Http.Answer answer = this.http.send(HttpMethod.GET, "/api/prompts/search" + query.replace("%20", "{s}"),
					" ", " ");
			assertThat(answer.status()).as(query).isEqualTo(400);
		}
		assertThat(this.http.get("/api/prompts/search?q={q}", "a".repeat(500)).status()).isEqualTo(200);
		assertThat(this.http.get("/api/prompts/search").pointer()).isEqualTo("q");
	}

	@Test
	void popularAndRecentFilterByModelAndThumbnail() {
		String model = this.mark;
		long rarely = insert("a", 1, LATE, model);
		long often = insert("b", 9, EARLY, model);
		long middle = insert("c", 5, LATE, model);
		insert("d", 9, LATE, "other");
		this.prompts.illustrate(often, new byte[] { 1 });
		this.prompts.illustrate(rarely, new byte[] { 2 });

		assertThat(ids("/api/prompts/popular?model={m}", model)).containsExactly(often, middle, rarely);
		assertThat(ids("/api/prompts/recent?model={m}", model)).containsExactly(rarely, middle, often);
		assertThat(ids("/api/prompts/popular?with_thumbnail=true&model={m}", model)).containsExactly(often, rarely);
		assertThat(ids("/api/prompts/recent?with_thumbnail=true&model={m}", model)).containsExactly(rarely, often);
		assertThat(ids("/api/prompts/recent?with_thumbnail=false&model={m}", model)).containsExactly(middle);
		assertThat(ids("/api/prompts/popular?limit=1&model={m}", model)).containsExactly(often);
		assertThat(this.http.get("/api/prompts/popular").json().propertyNames()).containsExactly("items");
		assertThat(this.http.get("/api/prompts/recent?with_thumbnail=yes").status()).isEqualTo(400);
		assertThat(this.http.get("/api/prompts/recent?limit=501").status()).isEqualTo(400);
	}

	private long insert(String text) {
		return insert(text, 1, TestPrompts.USED, null);
	}

	private long insert(String text, long uses, Instant last, @Nullable String model) {
		return this.prompts.insert(text + " " + this.mark, uses, last, model);
	}

	private List<Long> found(String query) {
		return ids("/api/prompts/search?q={q}", query + " " + this.mark);
	}

	private List<Long> ids(String uri, String variable) {
		return this.http.get(uri, variable)
			.json()
			.path("items")
			.values()
			.stream()
			.map((prompt) -> prompt.path("id").asLong())
			.toList();
	}

}
