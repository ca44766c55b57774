package dev.tintype.caption.save;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.caption.save.CaptionBench.Row;
import dev.tintype.data.sql.Statements;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.http.Cursor;
import dev.tintype.web.http.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class CaptionIntegrationTests {

	@Autowired
	private WebTestClient client;

	@Autowired
	private DatabaseClient database;

	@Autowired
	private Statements statements;

	private CaptionBench bench;

	private String image;

	private String path;

	@BeforeEach
	void registerImage() {
		this.client = this.client.mutate().codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(-1)).build();
		this.bench = new CaptionBench(this.client, this.database);
		this.image = this.bench.image();
		this.path = "/api/images/" + this.image + "/caption";
	}

	@Test
	void savedCaptionIsInTheImage() {
		JsonNode saved = put("A cat \ud83d\udc08 on \u4e2d\n\"mat\"", "model", "blip-2");
		assertThat(saved.get("image_id").stringValue()).isEqualTo(this.image);
		assertThat(saved.get("caption").stringValue()).isEqualTo("A cat \ud83d\udc08 on \u4e2d\n\"mat\"");
		assertThat(saved.get("caption_source").stringValue()).isEqualTo("model");
		assertThat(saved.get("caption_model").stringValue()).isEqualTo("blip-2");
		Row row = this.bench.history(this.image).get(0);
		assertThat(((ObjectNode) saved).remove("operation_id").stringValue()).isEqualTo(row.operation().toString());
		assertThat(this.bench.image(this.image)).isEqualTo(saved);
		assertThat(row.replaces()).isNull();
		assertThat(this.bench.operation(row.operation().toString())).isNull();
	}

	@Test
	void sourceDefaultsToModelAndModelToNull() {
		JsonNode saved = CaptionBench.read(this.bench.put(this.path, Map.of("caption", "x", "other", 1)), 200);
		assertThat(saved.get("caption_source").stringValue()).isEqualTo("model");
		assertThat(saved.get("caption_model").isNull()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "unknown", "01980a4e-7c1b-7d55-9f3e-2b6f0c9a1d10", "1-1-1-1-1" })
	void unknownImageIsNotFound(String id) {
		String other = "/api/images/" + id + "/caption";
		CaptionBench.read(this.bench.put(other, Map.of("caption", "x")), 404);
		CaptionBench.read(this.client.delete().uri(other).exchange(), 404);
		CaptionBench.read(this.client.get().uri(other + "s").exchange(), 404);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "{} | /caption", "{\"caption\":null} | /caption", "{\"caption\":1} | /caption",
					"{\"caption\":\"\"} | /caption", "{\"caption\":\" \\t\\u00a0\\u0085\"} | /caption",
					"{\"caption\":\"a\\u0000b\"} | /caption", "{\"caption\":\"a\\ud800\"} | /caption",
					"{\"caption\":\"x\",\"source\":\"robot\"} | /source", "{\"caption\":\"x\",\"source\":2} | /source",
					"{\"caption\":\"x\",\"model\":\"\"} | /model", "{\"caption\":\"x\",\"model\":\"\\ud800\"} | /model",
					"[] | ''", "'' | ''" })
	void problemPointsAtFault(String body, String pointer) {
		JsonNode problem = CaptionBench.read(this.bench.put(this.path, body), 400);
		assertThat(CaptionBench.texts(problem.get("errors"), "pointer")).containsExactly(pointer);
		assertThat(this.bench.history(this.image)).isEmpty();
	}

	@Test
	void problemPointsAtAllFaults() {
		JsonNode problem = CaptionBench.read(this.bench.put(this.path, "{\"source\":\"robot\",\"model\":1}"), 400);
		assertThat(CaptionBench.texts(problem.get("errors"), "pointer")).containsExactly("/caption", "/source",
				"/model");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "{\"caption\":\"x\"}}", "{\"caption\":\"\u00e9\"}" })
	void malformedBodyIsRefused(String body) {
		JsonNode problem = CaptionBench.read(this.bench.put(this.path, body.getBytes(StandardCharsets.ISO_8859_1)),
				400);
		assertThat(problem.get("type").stringValue()).isEqualTo("/problems/malformed-json");
	}

	@Test
	void textsOverTheirMaximumLengthAreRefused() {
		String longest = "\ud83d\udc08".repeat(20_000);
		assertThat(put(longest, "model", "m".repeat(255)).get("caption").stringValue()).isEqualTo(longest);
		CaptionBench.read(this.bench.put(this.path, Map.of("caption", "x".repeat(20_001))), 400);
		CaptionBench.read(this.bench.put(this.path, Map.of("caption", "x", "model", "m".repeat(256))), 400);
		assertThat(this.bench.history(this.image)).hasSize(1);
	}

	@Test
	void humanRanksAboveImportAndImportAboveModel() {
		put("i", "import", "-");
		assertThat(put("m", "model", "-").get("caption").stringValue()).isEqualTo("i");
		assertThat(put("i2", "import", "-").get("caption").stringValue()).isEqualTo("i2");
		assertThat(put("h", "human", "-").get("caption").stringValue()).isEqualTo("h");
		assertThat(put("i3", "import", "-").get("caption").stringValue()).isEqualTo("h");
		assertThat(put("m2", "model", "-").get("caption").stringValue()).isEqualTo("h");
		assertThat(put("h2", "human", "-").get("caption").stringValue()).isEqualTo("h2");
		assertThat(this.bench.history(this.image)).extracting(Row::text)
			.containsExactly("i", "m", "i2", "h", "i3", "m2", "h2");
	}

	@Test
	void overwriteIgnoresRankAndLowersIt() {
		put("h", "human", "-");
		JsonNode saved = CaptionBench.read(this.bench.put(this.path + "?overwrite=true", Map.of("caption", "m")), 200);
		assertThat(saved.get("caption").stringValue()).isEqualTo("m");
		assertThat(put("m2", "model", "-").get("caption").stringValue()).isEqualTo("m2");
		CaptionBench.read(this.bench.put(this.path + "?overwrite=maybe", Map.of("caption", "m")), 400);
	}

	@Test
	void clearedImageKeepsItsHistory() {
		put("h", "human", "-");
		JsonNode cleared = CaptionBench.read(this.client.delete().uri(this.path).exchange(), 200);
		assertThat(cleared.get("caption").isNull()).isTrue();
		assertThat(cleared.get("caption_source").isNull()).isTrue();
		Row row = this.bench.history(this.image).get(1);
		assertThat(row.text()).isNull();
		assertThat(row.source()).isEqualTo("human");
		assertThat(cleared.get("operation_id").stringValue()).isEqualTo(row.operation().toString());
		assertThat(put("m", "model", "-").get("caption").stringValue()).isEqualTo("m");
		assertThat(this.bench.history(this.image).get(2).replaces()).isEqualTo(row.id());
	}

	@Test
	void captionNamesTheOneItReplaced() {
		put("a", "model", "-");
		put("b", "human", "-");
		put("c", "model", "-");
		put("d", "human", "-");
		List<Row> rows = this.bench.history(this.image);
		assertThat(rows).extracting(Row::replaces)
			.containsExactly(null, rows.get(0).id(), rows.get(1).id(), rows.get(1).id());
	}

	@Test
	void historyIsListedNewestFirstInPages() {
		for (int i = 0; i < 5; i++) {
			put("c" + i, "model", "-");
		}
		JsonNode first = list("?per_page=2");
		assertThat(CaptionBench.texts(first.get("items"), "text")).containsExactly("c4", "c3");
		assertThat(first.get("total").longValue()).isEqualTo(5);
		assertThat(first.get("pages").longValue()).isEqualTo(3);
		assertThat(first.get("items").get(0).propertyNames()).containsExactly("caption_id", "image_id", "text",
				"source", "model", "operation_id", "created_at");
		JsonNode second = list("?per_page=2&after=" + first.get("next").stringValue());
		assertThat(CaptionBench.texts(second.get("items"), "text")).containsExactly("c2", "c1");
		assertThat(second.get("total").isNull()).isTrue();
		JsonNode third = list("?per_page=2&after=" + second.get("next").stringValue());
		assertThat(CaptionBench.texts(third.get("items"), "text")).containsExactly("c0");
		assertThat(third.get("next").isNull()).isTrue();
		assertThat(CaptionBench.texts(list("?per_page=2&page=3").get("items"), "text")).containsExactly("c0");
		assertThat(list("?count=none").get("total").isNull()).isTrue();
	}

	@Test
	void cursorPagesThroughCaptionsOfOneMoment() {
		for (int i = 0; i < 5; i++) {
			put("c" + i, "model", "-");
		}
		this.statements.sql("UPDATE captions SET created_at = :at WHERE image_id = :image")
			.bind("at", Instant.parse("2026-01-01T00:00:00.000001Z"))
			.bind("image", UUID.fromString(this.image))
			.then()
			.block();

		List<String> walked = new ArrayList<>();
		String after = "";
		do {
			JsonNode page = list("?per_page=2" + after);
			page.get("items").forEach((caption) -> walked.add(caption.get("text").stringValue()));
			after = page.get("next").isString() ? "&after=" + page.get("next").stringValue() : "";
		}
		while (!after.isEmpty() && walked.size() < 10);

		assertThat(walked).containsExactly("c4", "c3", "c2", "c1", "c0").isEqualTo(streamed(""));
	}

	@Test
	void historyIsStreamed() {
		for (int i = 0; i < 3; i++) {
			put("c" + i, "model", "-");
		}
		assertThat(streamed("")).containsExactly("c2", "c1", "c0");
		assertThat(streamed("?limit=2")).containsExactly("c2", "c1");
	}

	@Test
	void damagedOrForeignCursorIsRefused() {
		put("a", "model", "-");
		put("b", "model", "-");
		String next = list("?per_page=1").get("next").stringValue();
		for (String cursor : List.of("x", next + "A", next.substring(1),
				new Cursor("CREATED", List.of(Instant.EPOCH, UUID.randomUUID()), 0).encode(),
				new Cursor("captions", List.of("no moment", UUID.randomUUID()), 0).encode(),
				new Cursor("captions", List.of(Instant.EPOCH), 0).encode())) {
			JsonNode problem = CaptionBench.read(this.client.get().uri(this.path + "s?after=" + cursor).exchange(),
					400);
			assertThat(problem.get("type").stringValue()).isEqualTo("/problems/invalid-cursor");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "?confirm=", "?confirm=yes", "?confirm=ALL" })
	void allCaptionsAreClearedOnlyWhenConfirmed(String query) {
		put("h", "human", "-");
		CaptionBench.read(this.client.delete().uri("/api/captions" + query).exchange(), 400);
		assertThat(this.bench.image(this.image).get("caption").stringValue()).isEqualTo("h");
	}

	private JsonNode put(String caption, String source, String model) {
		return CaptionBench
			.read(this.bench.put(this.path, Map.of("caption", caption, "source", source, "model", model)), 200);
	}

	private JsonNode list(String query) {
		return CaptionBench.read(this.client.get().uri(this.path + "s" + query).exchange(), 200);
	}

	private List<String> streamed(String query) {
		byte[] body = this.client.get()
			.uri(this.path + "s" + query)
			.accept(MediaType.APPLICATION_NDJSON)
			.exchange()
			.expectHeader()
			.contentType(MediaType.APPLICATION_NDJSON)
			.expectBody()
			.returnResult()
			.getResponseBody();
		return new String(Objects.requireNonNull(body), StandardCharsets.UTF_8).lines()
			.map((line) -> Json.read(line.getBytes(StandardCharsets.UTF_8)).get("text").stringValue())
			.toList();
	}

}
