package dev.tintype.caption.save;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.tintype.caption.save.CaptionBench.Row;
import dev.tintype.testing.Callers;
import dev.tintype.testing.IntegrationTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class CaptionBatchIntegrationTests {

	private static final int CALLERS = 12;

	/** How often each caller saves each image. */
	private static final int ROUNDS = 20;

	@Autowired
	private WebTestClient client;

	@Autowired
	private DatabaseClient database;

	private CaptionBench bench;

	private String image;

	private final String unknown = UUID.randomUUID().toString();

	@BeforeEach
	void registerImage() {
		this.client = this.client.mutate()
			.codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(-1))
			.responseTimeout(Duration.ofMinutes(2))
			.build();
		this.bench = new CaptionBench(this.client, this.database);
		this.image = this.bench.image();
	}

	@Test
	void resultsAreInTheOrderOfTheItems() {
		List<String> images = this.bench.images(3);
		String shouted = images.get(2).toUpperCase(Locale.ROOT);
		this.bench.save(CaptionBench.item(images.get(1), "h", "human"));
		String body = batch(CaptionBench.rawItem(this.image, "\"\ud83d\udc08 \\u4e2d\""),
				CaptionBench.rawItem(this.unknown, "\"x\""), CaptionBench.rawItem("no id", "\"x\""),
				CaptionBench.rawItem(this.image, "\"\""), CaptionBench.rawItem(this.image, "\"a\\u0000\""),
				CaptionBench.rawItem(this.image, "\"a\\ud800\""),
				CaptionBench.rawItem(this.image, '"' + "x".repeat(20_001) + '"'), CaptionBench.rawItem(this.image, "5"),
				CaptionBench.rawItem(this.image, "null"), "{\"image_id\":7,\"caption\":\"x\"}",
				"{\"image_id\":\"" + this.image + "\"}", "{\"caption\":\"x\"}", "\"x\"", "null",
				CaptionBench.rawItem("a\\u0000", "\"x\""),
				CaptionBench.rawItem(this.image, "\"x\",\"source\":\"robot\""),
				CaptionBench.rawItem(images.get(1), "\"m\""),
				CaptionBench.rawItem(images.get(0), '"' + "y".repeat(20_000) + '"'),
				CaptionBench.rawItem(shouted, "\"last\""));

		JsonNode answer = CaptionBench.read(this.bench.post("", body), 200);

		JsonNode results = answer.get("results");
		assertThat(CaptionBench.texts(results, "status")).containsExactly("saved", "missing", "missing", "invalid",
				"invalid", "invalid", "invalid", "invalid", "invalid", "invalid", "invalid", "invalid", "invalid",
				"invalid", "invalid", "invalid", "kept", "saved", "saved");
		assertThat(counts(answer)).containsExactly(3L, 1L, 2L, 13L);
		assertThat(results.get(18).get("image_id").stringValue()).isEqualTo(shouted);
		assertThat(results.get(2).get("image_id").stringValue()).isEqualTo("no id");
		assertThat(results.get(9).get("image_id").isNull()).isTrue();
		assertThat(results).allSatisfy((result) -> assertThat(result.get("detail").isString())
			.isEqualTo("invalid".equals(result.get("status").stringValue())));
		assertThat(this.bench.history(this.image)).extracting(Row::text).containsExactly("\ud83d\udc08 \u4e2d");
		assertThat(caption(images.get(1))).isEqualTo("h");
		assertThat(this.bench.history(images.get(1))).extracting(Row::text).containsExactly("h", "m");
		assertThat(caption(images.get(0))).hasSize(20_000);
		assertThat(caption(images.get(2))).isEqualTo("last");
		String operation = answer.get("operation_id").stringValue();
		assertThat(this.bench.rows("operation_id", operation)).hasSize(4);
		assertThat(this.bench.operation(operation)).containsExactly("model", null, 3L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "{\"captions\":null}", "{\"captions\":{}}", "{\"captions\":\"x\"}", "", "{" })
	void bodyOfWrongShapeIsRefused(String body) {
		CaptionBench.read(this.bench.post("", body), 400);
		CaptionBench.read(this.bench.post("", body, "Prefer", "respond-async"), 400);
	}

	@Test
	void batchOverTheLimitSavesNothing() {
		List<Object> items = new ArrayList<>(Collections.nCopies(10_000, CaptionBench.item(this.unknown, "x")));
		assertThat(counts(this.bench.save(items.toArray()))).containsExactly(0L, 0L, 10_000L, 0L);

		items.add(0, CaptionBench.item(this.image, "x"));

		JsonNode problem = CaptionBench.read(this.bench.post("", Map.of("captions", items)), 413);
		assertThat(problem.get("type").stringValue()).isEqualTo("/problems/too-large");
		assertThat(problem.get("detail").stringValue()).contains("10000");
		CaptionBench.read(this.bench.post("", Map.of("captions", items), "Prefer", "respond-async"), 413);
		assertThat(this.bench.history(this.image)).isEmpty();
	}

	@Test
	void atomicBatchIsSavedCompletely() {
		List<String> images = this.bench.images(3);

		JsonNode answer = CaptionBench.read(this.bench.post("?atomic=true", CaptionBench.interleaved(images, 601)),
				200);

		assertThat(counts(answer)).containsExactly(601L, 0L, 0L, 0L);
		assertThat(caption(images.get(0))).isEqualTo("600");
		assertThat(caption(images.get(1))).isEqualTo("598");
		assertThat(this.bench.history(images.get(2))).hasSize(200);
		assertThat(this.bench.operation(answer.get("operation_id").stringValue())).containsExactly("model", null, 601L);
	}

	@Test
	void atomicBatchWithUnsavedItemSavesNothing() {
		String ranked = this.bench.image();
		this.bench.save(CaptionBench.item(ranked, "h", "human"));
		Map<Object, String> obstacles = Map.of(CaptionBench.item(this.unknown, "x"), "missing",
				CaptionBench.item("no id", "x"), "missing", CaptionBench.item(this.image, ""), "invalid",
				CaptionBench.item(ranked, "m"), "kept");

		obstacles.forEach((obstacle, status) -> {
			List<Object> items = new ArrayList<>(Collections.nCopies(600, CaptionBench.item(this.image, "x")));
			items.add(550, obstacle);
			JsonNode problem = CaptionBench.read(this.bench.post("?atomic=true", Map.of("captions", items)), 409);
			assertThat(problem.get("type").stringValue()).isEqualTo("/problems/batch-refused");
			assertThat(problem.get("results").size()).isEqualTo(601);
			assertThat(CaptionBench.texts(problem.get("results"), "status").indexOf(status)).isEqualTo(550);
			assertThat(this.bench.history(this.image)).isEmpty();
			assertThat(this.bench.image(this.image).get("caption").isNull()).isTrue();
			assertThat(this.bench.history(ranked)).hasSize(1);
		});
		CaptionBench.read(this.client.post()
			.uri("/api/captions?atomic=true")
			.contentType(MediaType.APPLICATION_NDJSON)
			.bodyValue(CaptionBench.line(CaptionBench.item(this.image, "x")))
			.exchange(), 400);
		assertThat(this.bench.history(this.image)).isEmpty();
	}

	@Test
	void lastItemOfAnImageIsCurrentAcrossChunks() {
		List<String> images = this.bench.images(7);

		JsonNode answer = CaptionBench.read(this.bench.post("", CaptionBench.interleaved(images, 2_503)), 200);

		assertThat(counts(answer)).containsExactly(2_503L, 0L, 0L, 0L);
		this.bench.assertInterleaved(images, 2_503);
		assertThat(this.bench.operation(answer.get("operation_id").stringValue())).containsExactly("model", null,
				2_503L);
	}

	@Test
	void concurrentSavesOfSameImagesAreAllInTheHistory() {
		List<String> images = this.bench.images(30);

		List<JsonNode> answers = Flux.range(0, CALLERS)
			.flatMap((caller) -> Mono
				.fromCallable(() -> CaptionBench.read(this.bench.post("", rounds(images, caller)), 200))
				.subscribeOn(Callers.SCHEDULER), CALLERS)
			.collectList()
			.blockOptional()
			.orElseThrow();

		assertThat(answers).hasSize(CALLERS)
			.allSatisfy((answer) -> assertThat(answer.get("saved").intValue()).isEqualTo(images.size() * ROUNDS));
		for (String id : images) {
			List<String> texts = chain(this.bench.history(id));
			assertThat(texts).hasSize(CALLERS * ROUNDS).last().isEqualTo(caption(id));
			for (int caller = 0; caller < CALLERS; caller++) {
				String mark = caller + ":";
				assertThat(texts.stream().filter((text) -> text.startsWith(mark)))
					.containsExactlyElementsOf(IntStream.range(0, ROUNDS).mapToObj((i) -> mark + i).toList());
			}
		}
	}

	@Test
	void acceptedCaptionsAreWrittenLater() {
		String other = this.bench.image();
		List<String> operations = new ArrayList<>();
		for (String text : List.of("a", "b", "c")) {
			WebTestClient.ResponseSpec response = this.bench
				.post("", CaptionBench.batch(CaptionBench.item(this.image, text), CaptionBench.item(other, text)),
						"Prefer", "wait=5, respond-async")
				.expectHeader()
				.valueEquals("Preference-Applied", "respond-async");
			JsonNode answer = CaptionBench.read(response, 202);
			assertThat(answer.get("accepted").intValue()).isEqualTo(2);
			operations.add(answer.get("operation_id").stringValue());
		}

		List<Row> rows = historyOf(other, 3);

		assertThat(rows).extracting(Row::text).containsExactly("a", "b", "c");
		assertThat(rows).extracting((row) -> row.operation().toString()).isEqualTo(operations);
		assertThat(caption(this.image)).isEqualTo("c");
		assertThat(this.bench.operation(operations.get(0))).containsExactly("model", null, 2L);
	}

	@Test
	void batchSentTwiceKeepsTheSameCaptions() {
		List<String> images = this.bench.images(3);
		Map<String, Object> body = CaptionBench.interleaved(images, 505);

		JsonNode first = CaptionBench.read(this.bench.post("", body), 200);
		List<String> captions = images.stream().map(this::caption).toList();
		JsonNode second = CaptionBench.read(this.bench.post("", body), 200);

		assertThat(second.get("results")).isEqualTo(first.get("results"));
		assertThat(second.get("operation_id")).isNotEqualTo(first.get("operation_id"));
		assertThat(captions).containsExactly("504", "502", "503");
		assertThat(images.stream().map(this::caption)).containsExactlyElementsOf(captions);
		assertThat(this.bench.history(images.get(0))).hasSize(2 * 169);
	}

	private String caption(String imageId) {
		return this.bench.image(imageId).get("caption").asString("none");
	}

	/** Waits until an image has a number of captions. */
	private List<Row> historyOf(String imageId, int count) {
		return Mono.fromCallable(() -> this.bench.history(imageId))
			.subscribeOn(Callers.SCHEDULER)
			.filter((rows) -> rows.size() >= count)
			.repeatWhenEmpty((attempts) -> attempts.delayElements(Duration.ofMillis(20)))
			.blockOptional(Duration.ofMinutes(1))
			.orElseThrow();
	}

	private static List<Long> counts(JsonNode answer) {
		return Stream.of("saved", "kept", "missing", "invalid").map((name) -> answer.get(name).longValue()).toList();
	}

	private static String batch(String... items) {
		return "{\"captions\":[" + String.join(",", items) + "]}";
	}

	/** All images several times, in an order that differs per caller. */
	private static Map<String, Object> rounds(List<String> images, int caller) {
		List<String> shuffled = new ArrayList<>(images);
		Collections.shuffle(shuffled, new Random(caller));
		return CaptionBench.batch(IntStream.range(0, ROUNDS)
			.boxed()
			.flatMap((round) -> shuffled.stream().map((id) -> CaptionBench.item(id, caller + ":" + round)))
			.toArray());
	}

	/** The texts from the first caption, each followed by its replacement. */
	private static List<String> chain(List<Row> history) {
		Map<@Nullable UUID, Row> next = new HashMap<>();
		history.forEach((row) -> assertThat(next.put(row.replaces(), row)).isNull());
		List<String> texts = new ArrayList<>();
		for (Row row = next.get(null); row != null; row = next.get(row.id())) {
			texts.add(row.text());
		}
		return texts;
	}

}
