package dev.tintype.caption.insight;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import dev.tintype.data.sql.Statements;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class InsightIntegrationTests {

	private final Http http;

	private final Statements statements;

	private String filter = "";

	private String first = "";

	private String second = "";

	private List<String> images = List.of();

	InsightIntegrationTests(@Autowired WebTestClient client, @Autowired Statements statements) {
		this.http = new Http(client);
		this.statements = statements;
	}

	@BeforeEach
	void saveCaptions() {
		String name = "insight-" + UUID.randomUUID();
		this.first = "first-" + UUID.randomUUID();
		this.second = "second-" + UUID.randomUUID();
		this.filter = "filename = " + name;
		List<Map<String, String>> files = IntStream.range(0, 4).mapToObj((i) -> Map.of("filename", name)).toList();
		JsonNode ids = this.http.post("/api/images/register-files", Map.of("files", files)).json().path("image_ids");
		this.images = StreamSupport.stream(ids.spliterator(), false).map(JsonNode::asString).toList();
		save(this.first, "Ein Haus, \u00fcber  Wasser", "cat, Dog", "cat, dog");
		save(this.second, "a\u00a0b", "cat, Dog", "other");
	}

	@Test
	void modelsCountWhatTheyWrote() {
		this.http.post("/api/captions", Map.of("captions",
				List.of(Map.of("image_id", this.images.get(0), "caption", "by a person", "source", "human"))));
		save(this.first, "kept");
		JsonNode model = model(this.first);
		assertThat(model.propertyNames()).containsExactly("model", "source", "captions", "images", "current",
				"replaced_by_human", "mean_characters", "mean_words", "first_at", "last_at");
		assertThat(model.toString()).contains("\"source\":\"model\",\"captions\":4,\"images\":3,\"current\":0",
				"\"replaced_by_human\":0,\"mean_characters\":10.5,\"mean_words\":2.25");
		assertThat(model(this.second).toString()).contains("\"captions\":3,\"images\":3,\"current\":2",
				"\"replaced_by_human\":1");
	}

	@Test
	void statsSummariseCurrentCaptions() {
		assertThat(get("/api/captions/stats?filter={f}", this.filter).toString()).isEqualTo("""
				{"images":4,"captioned":3,"human":0,"import":0,"model":3,\
				"characters":{"min":3,"mean":5.33,"median":5,"p95":8,"max":8},\
				"words":{"min":1,"mean":1.33,"median":1,"p95":2,"max":2},\
				"histogram":[{"from":0,"to":0,"count":0},{"from":1,"to":1,"count":0},{"from":2,"to":2,"count":0},\
				{"from":3,"to":3,"count":1},{"from":4,"to":4,"count":0},{"from":5,"to":5,"count":1},\
				{"from":6,"to":6,"count":0},{"from":7,"to":7,"count":0},{"from":8,"to":8,"count":1}],\
				"empty":0,"duplicated":0}""");
		this.http.post("/api/captions",
				Map.of("captions", List.of(Map.of("image_id", this.images.get(0), "caption", "blank"),
						Map.of("image_id", this.images.get(3), "caption", "other", "source", "import"))));
		// Earlier releases accepted such captions.
		this.statements.sql("UPDATE images SET caption = ' ' WHERE image_id = :id")
			.bind("id", UUID.fromString(this.images.get(0)))
			.then()
			.block();
		assertThat(get("/api/captions/stats?filter={f}", this.filter).toString()).contains("\"captioned\":4",
				"\"import\":1,\"model\":3", "\"empty\":1,\"duplicated\":2");
		assertThat(get("/api/captions/stats?filter={f}", this.filter + " AND width = 1").toString())
			.contains("\"images\":0,\"captioned\":0", "\"characters\":null,\"words\":null,\"histogram\":[]");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			value = { "&limit=9|[cat=2, Dog=1, dog=1, other=1]", "&prefix=D|[Dog=1, dog=1]", "&contains=HE|[other=1]",
					"&limit=1|[cat=2]", "&separator=other|[,=1, cat, Dog=1, cat, dog=1]",
					"&unit=word|[cat=2, dog=2, it's=1, other=1]" })
	void tagsAreCounted(String parameters, String counts) {
		save(this.second, parameters.contains("word") ? "it's" : ",", "cat, Dog", "cat, dog");
		this.http.post("/api/captions",
				Map.of("captions", List.of(Map.of("image_id", this.images.get(3), "caption", "other"))));
		JsonNode items = get("/api/captions/tags?filter={f}" + parameters, this.filter).path("items");
		List<String> found = items.valueStream()
			.map((item) -> item.path("tag").asString() + "=" + item.path("count").asInt())
			.toList();
		assertThat(found.toString()).isEqualTo(counts);
	}

	@Test
	void duplicatesNameTheirImages() {
		save(this.second, "a lake", "a lake", "cat");
		assertThat(get("/api/captions/duplicates?filter={f}", this.filter).toString())
			.isEqualTo("{\"items\":[{\"text\":\"a lake\",\"count\":2,\"image_ids\":[\"" + this.images.get(0) + "\",\""
					+ this.images.get(1) + "\"]}]}");
		assertThat(get("/api/captions/duplicates?min=3&filter={f}", this.filter).path("items")).isEmpty();
	}

	@Test
	void comparisonShowsNewestCaptionOfEachModel() {
		save(this.first, "newer");
		String query = "/api/captions/compare?models=" + this.second + "," + this.first;
		JsonNode page = get(query);
		assertThat(page.path("total").asInt()).isEqualTo(3);
		JsonNode image = page.path("items").path(0);
		assertThat(image.path("image_id").asString()).isEqualTo(this.images.get(0));
		assertThat(image.path("captions").valueStream().map((caption) -> caption.path("text").asString()))
			.containsExactly("a\u00a0b", "newer");
		assertThat(image.path("captions").valueStream().map((caption) -> caption.path("current").asBoolean()))
			.containsExactly(false, true);
		assertThat(ids(get(query + "&differs=true"))).containsExactly(this.images.get(0), this.images.get(2));
		assertThat(ids(get(query + "&filter={f}", "length = 8"))).containsExactly(this.images.get(1));
		assertThat(ids(get(query + "&per_page=1&after={c}", get(query + "&per_page=1").path("next").asString())))
			.containsExactly(this.images.get(1));
		assertThat(this.http.with("Accept", "application/x-ndjson").get(query).lines()).hasSize(3);
		String chosen = page.path("items").path(0).path("captions").path(0).path("caption_id").asString();
		assertThat(this.http
			.send(HttpMethod.POST, "/api/images/" + this.images.get(0) + "/captions/" + chosen + "/restore")
			.status()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "compare?models=a,models", "compare,models", "'compare?models=a,a',models",
			"'compare?models=a,b,c,d,e',models", "tags?unit=x,unit", "tags?limit=0,limit", "duplicates?min=1,min",
			"stats?filter=x,filter", "stats?model=x,model" })
	void invalidParameterIsRefused(String request, String pointer) {
		Http.Answer answer = this.http.get("/api/captions/" + request);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo(pointer);
	}

	private JsonNode model(String name) {
		return get("/api/captions/models").path("items")
			.valueStream()
			.filter((model) -> model.path("model").asString().equals(name))
			.findFirst()
			.orElseThrow();
	}

	private void save(String model, String... texts) {
		this.http
			.post("/api/captions",
					Map.of("captions", IntStream.range(0, texts.length)
						.mapToObj((i) -> Map.of("image_id", this.images.get(i), "caption", texts[i], "model", model))
						.toList()));
	}

	private static List<String> ids(JsonNode page) {
		return page.path("items").valueStream().map((item) -> item.path("image_id").asString()).toList();
	}

	private JsonNode get(String url, Object... values) {
		Http.Answer answer = this.http.get(url, values);
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		return answer.json();
	}

}
