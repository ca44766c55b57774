package dev.tintype.text.promptsave;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.text.prompt.NormalPrompt;
import dev.tintype.text.prompt.PromptBench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class PromptBatchIntegrationTests {

	private static final int PROMPTS = 7;

	/** More than two chunks. */
	private static final int ITEMS = 1_203;

	private final PromptBench bench;

	private final Http http;

	private final String key = UUID.randomUUID().toString();

	PromptBatchIntegrationTests(@Autowired WebTestClient client, @Autowired DatabaseClient database) {
		this.bench = new PromptBench(client, database);
		this.http = this.bench.http();
	}

	@Test
	void batchReturnsOneResultPerItemInOrder() {
		JsonNode known = this.bench.save(PromptBench.prompt(this.key + " known"));

		Http.Answer answer = this.bench.batch("",
				List.of(Map.of("prompt_text", this.key + " A", "model", "m"), Map.of("model", "m"),
						PromptBench.prompt(this.key + "  a"), PromptBench.prompt(this.key + " known"),
						PromptBench.prompt(" "), 7, PromptBench.prompt("a\0"), PromptBench.prompt("x".repeat(20_001)),
						Map.of("prompt_text", this.key, "image_id", 7), PromptBench.prompt(this.key + " b")));

		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		JsonNode json = answer.json();
		JsonNode results = json.get("results");
		assertThat(json.propertyNames()).containsExactly("created", "counted", "invalid", "results");
		assertThat(counts(json)).containsExactly(2L, 2L, 6L);
		assertThat(PromptBench.values(results, "status")).containsExactly("created", "invalid", "counted", "counted",
				"invalid", "invalid", "invalid", "invalid", "invalid", "created");
		assertThat(results.get(0).propertyNames()).containsExactly("prompt_hash", "id", "status", "detail",
				"thumbnail_error");
		assertThat(results.get(0).path("prompt_hash").asString()).isEqualTo(NormalPrompt.of(this.key + " a").hash());
		assertThat(results.get(2).get("id")).isEqualTo(results.get(0).get("id"));
		assertThat(results.get(3).get("id")).isEqualTo(known.get("id"));
		assertThat(results.get(4).path("detail").asString()).isEqualTo("prompt_text must not be blank");
		assertThat(results).allSatisfy((result) -> {
			boolean invalid = result.path("status").asString().equals("invalid");
			assertThat(result.get("detail").isNull()).isEqualTo(!invalid);
			assertThat(result.get("prompt_hash").isNull()).isEqualTo(invalid);
			assertThat(result.get("id").isNull()).isEqualTo(invalid);
		});
		JsonNode first = this.bench.save(PromptBench.prompt(this.key + " a"));
		assertThat(first.path("prompt_text").asString()).isEqualTo(this.key + " A");
		assertThat(first.path("model").asString()).isEqualTo("m");
		assertThat(first.path("total_uses").asLong()).isEqualTo(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "?atomic=true" })
	void repeatedPromptIsCreatedOnceAndCountedEachTime(String query) {
		Http.Answer answer = this.bench.batch(query, interleaved());

		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		assertThat(counts(answer.json())).containsExactly(7L, ITEMS - 7L, 0L);
		assertThat(PromptBench.values(answer.json().get("results"), "status").subList(0, PROMPTS + 1))
			.containsExactly("created", "created", "created", "created", "created", "created", "created", "counted");
		assertInterleaved(1);
	}

	@Test
	void streamReturnsOneResultPerLine() {
		List<Object> items = new ArrayList<>(interleaved());
		items.add(0, "{");
		items.add(900, PromptBench.prompt(" "));

		List<JsonNode> lines = this.bench.stream(items);

		assertThat(lines).hasSize(ITEMS + 2);
		List<String> statuses = PromptBench.values(lines, "status");
		assertThat(statuses.get(0)).isEqualTo("invalid");
		assertThat(statuses.get(900)).isEqualTo("invalid");
		assertThat(statuses.subList(1, PROMPTS + 1)).containsOnly("created");
		assertThat(statuses.subList(PROMPTS + 1, 900)).containsOnly("counted");
		assertThat(statuses.subList(901, statuses.size())).containsOnly("counted");
		assertThat(lines.get(0).path("detail").asString()).isEqualTo("Line 1 is not valid JSON at column 2.");
		for (int i = 1; i < 900; i++) {
			assertThat(lines.get(i).path("prompt_hash").asString())
				.isEqualTo(NormalPrompt.of(text((i - 1) % PROMPTS)).hash());
		}
		assertInterleaved(1);
	}

	@Test
	void streamRejectsKeyAndAtomic() {
		byte[] line = ("{\"prompt_text\":\"" + this.key + "\"}\n").getBytes(StandardCharsets.UTF_8);

		Http.Answer atomic = this.http.send(HttpMethod.POST, PromptBench.BATCH + "?atomic=true",
				MediaType.APPLICATION_NDJSON, line);
		Http.Answer keyed = this.http.with("Idempotency-Key", this.key)
			.send(HttpMethod.POST, PromptBench.BATCH, MediaType.APPLICATION_NDJSON, line);

		assertThat(List.of(atomic.status(), keyed.status())).containsExactly(400, 400);
		assertThat(this.bench.uses(this.key)).isEmpty();
	}

	@Test
	void summaryOfStreamCountsUsesAndListsInvalidLines() {
		String lines = ("{\"prompt_text\":\"" + this.key + "\"}\n").repeat(3) + "{}\n";

		Http.Answer answer = this.http.with("Prefer", "return=minimal")
			.send(HttpMethod.POST, PromptBench.BATCH, MediaType.APPLICATION_NDJSON,
					lines.getBytes(StandardCharsets.UTF_8));

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().path("created").longValue()).isEqualTo(1);
		assertThat(answer.json().path("counted").longValue()).isEqualTo(2);
		assertThat(answer.json().path("invalid").longValue()).isEqualTo(1);
		assertThat(answer.json().path("results").values()).hasSize(1)
			.first()
			.satisfies((result) -> assertThat(result.path("line").longValue()).isEqualTo(4))
			.satisfies((result) -> assertThat(result.path("status").stringValue()).isEqualTo("invalid"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "{\"prompts\":null}", "{\"prompts\":{}}", "", "{" })
	void bodyOfWrongShapeIsRefused(String body) {
		assertThat(this.http
			.send(HttpMethod.POST, PromptBench.BATCH, MediaType.APPLICATION_JSON, body.getBytes(StandardCharsets.UTF_8))
			.status()).isEqualTo(400);
	}

	@Test
	void emptyBatchSavesNothing() {
		assertThat(counts(this.bench.batch("", List.of()).json())).containsExactly(0L, 0L, 0L);
		assertThat(counts(this.bench.batch("?atomic=true", List.of()).json())).containsExactly(0L, 0L, 0L);
	}

	@Test
	void batchAboveLimitIsRefusedEntirely() {
		List<Object> items = new ArrayList<>(Collections.nCopies(10_000, PromptBench.prompt(this.key)));
		assertThat(counts(this.bench.batch("", items).json())).containsExactly(1L, 9_999L, 0L);
		assertThat(counts(this.bench.batch("?atomic=true", items).json())).containsExactly(0L, 10_000L, 0L);
		items.add(PromptBench.prompt(this.key));

		Http.Answer answer = this.bench.batch("", items);

		assertThat(answer.status()).isEqualTo(413);
		assertThat(this.bench.uses(this.key)).containsEntry(this.key, 20_000L);
	}

	@Test
	void atomicBatchWithInvalidItemSavesNothing() {
		List<Object> items = new ArrayList<>(interleaved());
		items.add(1_100, PromptBench.prompt(""));

		for (Http sender : List.of(this.http, this.http.with("Idempotency-Key", this.key))) {
			Http.Answer answer = sender.post(PromptBench.BATCH + "?atomic=true", Map.of("prompts", items));
			assertThat(answer.status()).isEqualTo(409);
			assertThat(answer.json().path("type").asString()).isEqualTo("/problems/batch-refused");
			List<String> statuses = PromptBench.values(answer.json().get("results"), "status");
			assertThat(statuses).hasSize(ITEMS + 1);
			assertThat(statuses.remove(1_100)).isEqualTo("invalid");
			assertThat(statuses).containsOnly("refused");
			assertThat(answer.json().at("/results/0/id").isNull()).isTrue();
		}
		assertThat(this.bench.uses(this.key)).isEmpty();
	}

	@Test
	void keyedBatchCountsOnce() {
		Http keyed = this.http.with("Idempotency-Key", this.key);
		List<Object> items = new ArrayList<>(interleaved());
		items.add(PromptBench.prompt(""));

		Http.Answer first = keyed.post(PromptBench.BATCH, Map.of("prompts", items));
		Http.Answer again = keyed.post(PromptBench.BATCH, Map.of("prompts", items));

		assertThat(List.of(first.status(), again.status())).containsExactly(200, 200);
		assertThat(counts(first.json())).containsExactly(7L, ITEMS - 7L, 1L);
		assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
		assertThat(again.text()).isEqualTo(first.text());
		assertInterleaved(1);
	}

	@Test
	void batchSentTwiceWithoutKeyCountsTwice() {
		this.bench.batch("", interleaved());
		assertThat(counts(this.bench.batch("", interleaved()).json())).containsExactly(0L, (long) ITEMS, 0L);
		assertInterleaved(2);
	}

	private List<Map<String, String>> interleaved() {
		return IntStream.range(0, ITEMS).mapToObj((i) -> PromptBench.prompt(text(i % PROMPTS))).toList();
	}

	private void assertInterleaved(long times) {
		Map<String, Long> uses = this.bench.uses(this.key);
		assertThat(uses).hasSize(PROMPTS);
		for (int i = 0; i < PROMPTS; i++) {
			int first = i;
			assertThat(uses).containsEntry(text(i),
					times * IntStream.range(0, ITEMS).filter((n) -> n % PROMPTS == first).count());
		}
	}

	private String text(int i) {
		return this.key + " " + i;
	}

	private static List<Long> counts(JsonNode answer) {
		return List.of(answer.get("created").longValue(), answer.get("counted").longValue(),
				answer.get("invalid").longValue());
	}

}
