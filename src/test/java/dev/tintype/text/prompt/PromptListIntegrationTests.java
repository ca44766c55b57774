package dev.tintype.text.prompt;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.search.regex.RegexLimit;
import dev.tintype.testing.ExplainedStatements;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Slice;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class PromptListIntegrationTests {

	private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");

	private static final Instant LATE = Instant.parse("2026-05-01T00:00:00.000001Z");

	private final Http http;

	private final TestPrompts prompts;

	private final Dialect dialect;

	private final ExplainedStatements explained;

	private final RegexLimit regexes;

	/** Part of every prompt of a test, so that it lists only its own. */
	private final String mark = UUID.randomUUID().toString();

	PromptListIntegrationTests(@Autowired WebTestClient client, @Autowired Statements statements,
			@Autowired Transactions transactions, @Autowired Dialect dialect, @Autowired RegexLimit regexes) {
		this.http = new Http(client);
		this.prompts = new TestPrompts(statements);
		this.dialect = dialect;
		this.explained = new ExplainedStatements(statements, transactions, dialect);
		this.regexes = regexes;
	}

	@Test
	void ordersEndWithId() {
		long first = insert("a", 3, EARLY, null);
		long second = insert("b", 3, LATE, null);
		long third = insert("c", 7, EARLY, null);
		long fourth = insert("d", 3, LATE, null);

		assertThat(ids(list("sort=popular"))).containsExactly(third, second, fourth, first);
		assertThat(ids(list(""))).containsExactly(second, fourth, first, third);
		assertThat(ids(list("sort=recent"))).containsExactly(second, fourth, first, third);
	}

	@ParameterizedTest
	@CsvSource({ "recent,", "popular,", "recent,m", "popular,m" })
	void everyOrderIsPagedByCursor(String sort, @Nullable String model) {
		List<Long> wanted = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			long id = insert("p" + i, 1 + i % 3, EARLY.plusNanos(1_000L * (i % 2)), (i % 4 == 0) ? "m" : "n");
			if (model == null || i % 4 == 0) {
				wanted.add(id);
			}
		}
		String filter = "sort=" + sort + ((model != null) ? "&model=" + model : "");

		List<Long> walked = walk(filter + "&per_page=1");

		assertThat(walked).containsExactlyInAnyOrderElementsOf(wanted)
			.isEqualTo(ids(list(filter)))
			.isEqualTo(walk(filter + "&per_page=2"));
	}

	@Test
	void pageHasItsSizeAfterSmallerPageWithSameCursor() {
		for (int i = 0; i < 6; i++) {
			insert("p" + i, 6 - i, EARLY, null);
		}
		String after = "sort=popular&after=" + list("sort=popular&per_page=1").path("next").asString();
		// Each connection of the pool reads the smaller page.
		for (int i = 0; i < 40; i++) {
			assertThat(ids(list(after + "&per_page=1"))).hasSize(1);
		}

		for (int i = 0; i < 10; i++) {
			assertThat(ids(list(after + "&per_page=3"))).hasSize(3);
		}
	}

	@ParameterizedTest
	@CsvSource({ "recent", "popular" })
	void pagesOfWholeLibraryShowEveryPromptOnce(String sort) {
		List<Long> inserted = new ArrayList<>();
		for (int i = 0; i < 7; i++) {
			inserted.add(insert("w" + i, 2, LATE, null));
		}
		String uri = "/api/prompts?per_page=3&sort=" + sort;
		List<Long> walked = new ArrayList<>();

		JsonNode page = this.http.get(uri).json();
		walked.addAll(ids(page));
		while (page.path("next").isString()) {
			page = this.http.get(uri + "&after={c}", page.path("next").asString()).json();
			walked.addAll(ids(page));
		}

		assertThat(walked).doesNotHaveDuplicates().containsAll(inserted);
		assertThat(this.http.get("/api/prompts?per_page=1").json().path("total").asInt()).isEqualTo(walked.size());
	}

	@Test
	void pageHasItsNumberAndTotal() {
		List.of("a", "b", "c").forEach((text) -> insert(text, 1, EARLY, null));

		Http.Answer answer = this.http.get("/api/prompts?search={m}&per_page=2&page=2", this.mark);

		JsonNode json = answer.json();
		assertThat(json.propertyNames()).containsExactly("items", "total", "page", "pages", "per_page", "next");
		assertThat(json.path("items").size()).isEqualTo(1);
		assertThat(json.path("total").asInt()).isEqualTo(3);
		assertThat(json.path("page").asInt()).isEqualTo(2);
		assertThat(json.path("pages").asInt()).isEqualTo(2);
		assertThat(json.get("next").isNull()).isTrue();
		assertThat(answer.header("Link")).contains("rel=\"prev\"").contains("rel=\"first\"").doesNotContain("next");
		JsonNode uncounted = list("count=none&per_page=2");
		assertThat(uncounted.get("total").isNull()).isTrue();
		assertThat(uncounted.get("next").isString()).isTrue();
		assertThat(this.http.get("/api/prompts/?search={m}", this.mark).json().path("total").asInt()).isEqualTo(3);
	}

	@Test
	void totalCountsFilteredPrompts() {
		insert("red boat", 1, EARLY, "flux");
		insert("red barn", 1, EARLY, "sdxl");
		insert("blue boat", 1, EARLY, "flux");

		assertThat(list("model=flux").path("total").asInt()).isEqualTo(2);
		assertThat(list("model=other").path("total").asInt()).isZero();
		JsonNode both = this.http.get("/api/prompts?model=flux&sort=popular&search={s}", "BOAT red " + this.mark)
			.json();
		assertThat(both.path("total").asInt()).isEqualTo(1);
		assertThat(both.at("/items/0/prompt_text").asString()).startsWith("red boat");
	}

	@Test
	void streamIsOrderedByIdAndHasRowsOfPage() {
		long first = insert("a", 1, EARLY, "flux");
		long second = insert("b", 9, LATE, "flux");
		insert("c", 5, LATE, "sdxl");
		Http lines = this.http.with("Accept", "application/x-ndjson");

		Http.Answer answer = lines.get("/api/prompts?model=flux&sort=popular&search={m}", this.mark);

		assertThat(answer.header("Content-Type")).isEqualTo("application/x-ndjson");
		assertThat(answer.lines()).extracting((line) -> line.path("id").asLong()).containsExactly(first, second);
		assertThat(answer.lines()).containsExactlyInAnyOrderElementsOf(list("model=flux").path("items").values());
		assertThat(lines.get("/api/prompts?limit=2&search={m}", this.mark).lines()).hasSize(2);
		assertThat(lines.get("/api/prompts?search={m}", UUID.randomUUID().toString()).bytes()).isEmpty();
	}

	@Test
	void parametersOutOfRangeAreRefused() {
		List.of("a", "b").forEach((text) -> insert(text, 1, EARLY, null));
		String cursor = list("per_page=1&sort=popular").path("next").asString();

		for (String query : List.of("per_page=0", "per_page=501", "page=0", "sort=name", "after=" + cursor,
				"sort=popular&after=AAAA", "sort=popular&after=" + cursor.substring(1), "search=" + "a".repeat(501),
				"model=" + "a".repeat(256), "search=%00")) {
			assertThat(this.http.get("/api/prompts?" + query.replace("%00", "{n}"), "\u0000").status()).as(query)
				.isEqualTo(400);
		}
		assertThat(this.http.with("Accept", "application/xml").get("/api/prompts").status()).isEqualTo(406);
	}

	@Test
	void pageAfterCursorStartsInIndexAtEachRange() {
		assertThat(scans(PromptOrders.POPULAR, PromptFilter.ALL)).hasSizeGreaterThanOrEqualTo(3)
			.anyMatch((scan) -> scan.matches("idx_prompts_total_uses: .*total_uses = .*last_used_at = .*id > .*"))
			.anyMatch((scan) -> scan.matches("idx_prompts_total_uses: .*total_uses = .*last_used_at <= .*"))
			.anyMatch((scan) -> scan.matches("idx_prompts_total_uses: .*total_uses <= .*"));
		assertThat(scans(PromptOrders.RECENT, PromptFilter.ALL))
			.anyMatch((scan) -> scan.matches("idx_prompts_last_used: .*last_used_at = .*id > .*"))
			.anyMatch((scan) -> scan.matches("idx_prompts_last_used: .*last_used_at <= .*"));
		assertThat(scans(PromptOrders.ID, PromptFilter.ALL)).anyMatch((scan) -> scan.matches("(?i)p\\w+: .*id > .*"));
	}

	@Test
	void filteredPageStartsInIndexOfUsesAtEachRange() {
		PromptFilter filter = new PromptFilter(List.of("boat"), null, null, null, null);

		assertThat(scans(PromptOrders.POPULAR, filter))
			.anyMatch((scan) -> scan.matches("idx_prompts_total_uses: .*total_uses = .*last_used_at = .*id > .*"))
			.anyMatch((scan) -> scan.matches("idx_prompts_total_uses: .*total_uses <= .*"));
	}

	private List<String> scans(Order<Prompt> order, PromptFilter filter) {
		Prompt last = new Prompt(17, "a", "h", 42, EARLY, LATE, null, false, null, null, null, null);
		return this.explained.scans(new PromptRows(this.explained.statements(), this.dialect, this.regexes, filter)
			.page(new Slice<>(order, order.place(last), 50, 0)));
	}

	private long insert(String text, long uses, Instant last, @Nullable String model) {
		return this.prompts.insert(text + " " + this.mark, uses, last, model);
	}

	private JsonNode list(String query) {
		return this.http.get("/api/prompts?search={m}&" + query, this.mark).json();
	}

	private List<Long> walk(String query) {
		JsonNode page = list(query);
		List<Long> ids = new ArrayList<>(ids(page));
		while (page.path("next").isString()) {
			page = this.http.get("/api/prompts?search={m}&after={c}&" + query, this.mark, page.path("next").asString())
				.json();
			assertThat(page.get("page").isNull()).isTrue();
			ids.addAll(ids(page));
		}
		return ids;
	}

	private static List<Long> ids(JsonNode page) {
		Collection<JsonNode> items = page.path("items").values();
		return items.stream().map((prompt) -> prompt.path("id").asLong()).toList();
	}

}
