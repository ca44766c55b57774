package dev.tintype.image.overview;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.tintype.data.sql.Statements;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class ImageOverviewIntegrationTests {

	private static final String IMAGES = "/api/images";

	private static final String INSERT = """
			INSERT INTO images (image_id, filename, filename_folded, file_path, file_size, width, height, mime_type,
			  is_uploaded, is_stored, caption_rank, caption, caption_folded, caption_model, created_at, updated_at)
			VALUES (:id, :name, fold_case(CAST(:name AS VARCHAR)), NULLIF(CAST(:path AS VARCHAR), ''), NULLIF(:size, -1),
			  NULLIF(:width, -1), NULLIF(:height, -1), 'image/jpeg', :uploaded, FALSE, :rank,
			  NULLIF(CAST(:caption AS VARCHAR), ''), NULLIF(CAST(:caption AS VARCHAR), ''),
			  NULLIF(CAST(:model AS VARCHAR), ''), CAST(CAST(:created AS VARCHAR) AS TIMESTAMP WITH TIME ZONE),
			  TIMESTAMP WITH TIME ZONE '2026-11-30 00:00:00+00:00')""";

	private static final int UNKNOWN = -1;

	@Autowired
	private Statements statements;

	private final Http http;

	ImageOverviewIntegrationTests(@Autowired WebTestClient client) {
		this.http = new Http(client);
	}

	@BeforeEach
	void makeImages() {
		deleteImages();
		insert("a.jpg", "/photos/b/a.jpg", 1600, 1067, "", "", "2026-10-31T23:59:59.999999Z");
		insert("lake.jpg", "/photos/b/c/lake.jpg", 1067, 1600, "a lake", "joy", "2026-11-01T00:00:00Z");
		insert("\uD83D\uDE00.jpg", "/photos/b/z.jpg", 10_000, 1, "a boat", "wd", "2026-11-01T00:00:00Z");
		insert("\uFF21.jpg", "/root.jpg", 1, 10_000, "a cat", "joy", "2025-12-31T23:30:00Z");
		insert("awaited.jpg", "", UNKNOWN, UNKNOWN, "", "", "2026-01-01T00:00:00Z");
		insert("square.jpg", "/photos/b/y.jpg", 640, 640, "a dog at a lake", "joy", "2026-11-15T12:00:00Z");
	}

	@AfterEach
	void deleteImages() {
		this.statements.sql("DELETE FROM media_assets").then().block();
		this.statements.sql("DELETE FROM images").then().block();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "sort=created", "sort=filename", "sort=-filename", "sort=size", "sort=-size",
			"sort=taken", "sort=-taken", "sort=path", "sort=-path", "sort=caption_length", "sort=-caption_length",
			"sort=random&seed=x", "sort=-random&seed=y", "search=LAKE", "regex=^a.*jpg", "captioned=true",
			"captioned=false&sort=created", "uploaded=false", "filter=caption_model = joy",
			"filter=aspect > 1 OR captioned = false", "search=nothing",
			"search=lake&regex=dog&captioned=true&uploaded=true&filter=width = 640&sort=filename" })
	void outlineAndPositionsFollowListing(String query) {
		List<JsonNode> items = list(query);

		JsonNode outline = get("/outline", query);

		byte[] shapes = Base64.getDecoder().decode(outline.path("shapes").asString());
		assertThat(shapes).isEqualTo(shapes(items));
		assertThat(outline.path("total").asInt()).isEqualTo(items.size());
		for (int i = 0; i < items.size(); i++) {
			JsonNode position = get("/" + id(items.get(i)) + "/position", query);
			assertThat(position.path("position").asInt()).isEqualTo(i + 1);
			assertThat(position.path("total").asInt()).isEqualTo(items.size());
			assertThat(position.get("previous_id").asString(null)).isEqualTo((i > 0) ? id(items.get(i - 1)) : null);
			assertThat(position.get("next_id").asString(null))
				.isEqualTo((i + 1 < items.size()) ? id(items.get(i + 1)) : null);
		}
	}

	@Test
	void outlineHasOneByteForEachImage() {
		JsonNode outline = get("/outline", "sort=created");

		assertThat(Base64.getDecoder().decode(outline.path("shapes").asString())).contains(19, -19, 127, -127, -128, 0)
			.hasSize(6);
		assertThat(list("sort=created").get(0).path("filename").asString()).isEqualTo("\uFF21.jpg");
		assertThat(Base64.getDecoder().decode(outline.path("shapes").asString())).startsWith(-127, -128, 19);
	}

	@Test
	void outlineIsSentAgainOnlyAfterAChange() {
		Http.Answer first = this.http.get(IMAGES + "/outline");
		String etag = first.header("ETag");

		Http.Answer unchanged = this.http.with("If-None-Match", etag).get(IMAGES + "/outline");
		Http.Answer other = this.http.with("If-None-Match", etag).get(IMAGES + "/outline?sort=size");
		this.statements.sql("UPDATE images SET width = 641 WHERE width = 640").then().block();
		Http.Answer changed = this.http.with("If-None-Match", etag).get(IMAGES + "/outline");
		this.statements.sql("UPDATE images SET width = 1280 WHERE width = 641").then().block();
		Http.Answer wider = this.http.with("If-None-Match", etag).get(IMAGES + "/outline");

		assertThat(unchanged.status()).isEqualTo(304);
		assertThat(unchanged.bytes()).isEmpty();
		assertThat(other.status()).isEqualTo(200);
		assertThat(changed.status()).as("the byte is the same").isEqualTo(304);
		assertThat(wider.status()).isEqualTo(200);
		assertThat(wider.header("ETag")).isNotEqualTo(etag).matches("\"[0-9a-f]{16}\"");
	}

	@Test
	void positionIsNullOutsideTheList() {
		String awaited = id(list("search=awaited").get(0));

		JsonNode outside = get("/" + awaited + "/position", "captioned=true");

		assertThat(outside.toString())
			.isEqualTo("{\"position\":null,\"total\":4,\"previous_id\":null,\"next_id\":null}");
		assertThat(get("/" + awaited + "/position", "search=nothing").toString())
			.isEqualTo("{\"position\":null,\"total\":0,\"previous_id\":null,\"next_id\":null}");
		assertThat(this.http.get(IMAGES + "/" + UUID.randomUUID() + "/position").status()).isEqualTo(404);
		assertThat(this.http.get(IMAGES + "/outlines/position").status()).isEqualTo(404);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
							by=month&sort=-created     | 2026-11:November 2026:3:1; 2026-10:October 2026:1:4; 2026-01:January 2026:1:5; 2025-12:December 2025:1:6
							by=month&sort=created      | 2025-12:December 2025:1:1; 2026-01:January 2026:1:2; 2026-10:October 2026:1:3; 2026-11:November 2026:3:4
							by=month&search=lake       | 2026-11:November 2026:2:1
							by=month&sort=filename     | 2025-12:December 2025:1:null; 2026-01:January 2026:1:null; 2026-10:October 2026:1:null; 2026-11:November 2026:3:null
							by=letter&sort=filename    | a:a:2:1; l:l:1:3; s:s:1:4; \uFF21:\uFF21:1:5; \uD83D\uDE00:\uD83D\uDE00:1:6
							by=letter&sort=-filename   | \uD83D\uDE00:\uD83D\uDE00:1:1; \uFF21:\uFF21:1:2; s:s:1:3; l:l:1:4; a:a:2:5
							by=letter&captioned=false  | a:a:2:null
							by=folder&sort=path        | /photos/b:b:3:1; /photos/b/c:c:1:2; /:/:1:5; null:No folder:1:6
					by=folder&sort=-path       | /:/:1:1; /photos/b:b:3:2; /photos/b/c:c:1:4; null:No folder:1:6
					by=month&sort=taken        | 2025-12:December 2025:1:1; 2026-01:January 2026:1:2; 2026-10:October 2026:1:3; 2026-11:November 2026:3:4
					by=folder&sort=created     | /:/:1:null; /photos/b:b:3:null; /photos/b/c:c:1:null; null:No folder:1:null
							""")
	void bucketsFollowListing(String query, String expected) {
		List<JsonNode> items = get("/buckets", query).path("items").values().stream().toList();

		assertThat(items)
			.extracting((item) -> "%s:%s:%s:%s".formatted(item.get("key").asString("null"),
					item.get("label").asString(), item.get("count"), item.get("start")))
			.containsExactly(expected.split("; "));
	}

	@Test
	void facetsCountTheValuesOfTheList() {
		JsonNode all = get("/facets", "");

		assertThat(all.path("total").asInt()).isEqualTo(6);
		assertThat(all.path("facets").propertyNames()).containsExactly("captioned", "caption_model", "caption_source",
				"mime_type", "folder", "shape", "year");
		assertThat(facet(all, "captioned")).containsExactly("true:4", "false:2");
		assertThat(facet(all, "caption_model")).containsExactly("\"joy\":3", "\"wd\":1");
		assertThat(facet(all, "caption_source")).containsExactly("\"model\":4");
		assertThat(facet(all, "mime_type")).containsExactly("\"image/jpeg\":6");
		assertThat(facet(all, "folder")).containsExactly("\"/photos/b\":3", "\"/\":1", "\"/photos/b/c\":1");
		assertThat(facet(all, "shape")).containsExactly("\"landscape\":2", "\"portrait\":2", "\"square\":1");
		assertThat(facet(all, "year")).containsExactly("2026:5", "2025:1");
		JsonNode none = get("/facets", "search=nothing");
		assertThat(none.path("total").asInt()).isZero();
		assertThat(none.path("facets").values()).hasSize(7).allMatch(JsonNode::isEmpty);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					captioned=false                                                | captioned      | true:4 false:2
					captioned=false                                                | caption_model  |
					filter=captioned = true AND caption_model = wd                 | captioned      | true:1
					filter=captioned = true AND caption_model = wd                 | caption_model  | "joy":3 "wd":1
					filter=captioned = true AND caption_model = wd                 | year           | 2026:1
					filter=width > 1 AND (caption_model = wd OR caption_model = x) | caption_model  | "joy":2 "wd":1
					filter=NOT caption_model = joy AND caption_model != x          | caption_model  | "joy":3 "wd":1
					filter=caption_model = wd OR width = 1                         | caption_model  | "joy":1 "wd":1
					filter=caption_source = human                                  | caption_source | "model":4
					filter=mime_type = image/png                                   | mime_type      | "image/jpeg":6
					filter=folder = /                                              | folder         | "/photos/b":3 "/":1 "/photos/b/c":1
					filter=folder = /                                              | shape          | "portrait":1
					filter=aspect = 1                                              | shape          | "landscape":2 "portrait":2 "square":1
					filter=taken 2025-01-01 TO 2025-12-31                        | year           | 2026:5 2025:1
					filter=taken 2025-01-01 TO 2025-12-31                        | folder         | "/":1
					regex=lake&filter=caption MATCHES dog AND aspect = 0           | shape          | "square":1
					""")
	void facetIsCountedWithoutItsOwnCondition(String query, String facet, String expected) {
		JsonNode facets = get("/facets", query);

		assertThat(facet(facets, facet)).isEqualTo((expected != null) ? List.of(expected.split(" ")) : List.of());
		assertThat(facets.path("total").asInt()).isEqualTo(list(query).size());
	}

	@Test
	void facetHasTheFiftyMostFrequentValues() {
		for (int i = 10; i < 65; i++) {
			insert("more.jpg", "/many/" + i + "/more.jpg", 1, 1, "", "", "2026-11-30T00:00:00Z");
		}
		insert("more.jpg", "/many/64/again.jpg", 1, 1, "", "", "2026-11-30T00:00:00Z");

		assertThat(facet(get("/facets", "search=more.jpg"), "folder")).hasSize(50)
			.startsWith("\"/many/64\":2", "\"/many/10\":1")
			.endsWith("\"/many/58\":1");
	}

	@Test
	void uploadsHaveNoFolder() {
		this.statements.sql("UPDATE images SET is_stored = TRUE WHERE filename = 'a.jpg'").then().block();

		assertThat(facet(get("/facets", ""), "folder")).containsExactly("\"/photos/b\":2", "\"/\":1",
				"\"/photos/b/c\":1");
		assertThat(list("filter=NOT folder EXISTS")).hasSize(2);
		assertThat(get("/buckets", "by=folder&sort=path").path("items").get(0).path("key").isNull()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "/buckets, by", "/buckets?by=year, by", "/buckets?by=month&sort=x, sort", "/outline?page=2, page",
			"/outline?filter=x, filter", "/facets?by=month, by", "/facets?captioned=x, captioned",
			"/01980a4e-7c1b-7d55-9f3e-2b6f0c9a1d10/position?regex=(, regex", "/outline?searhc=a, searhc" })
	void wrongParameterIsNamed(String uri, String parameter) {
		Http.Answer answer = this.http.get(IMAGES + uri);

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo(parameter);
	}

	private void insert(String name, String path, int width, int height, String caption, String model, String created) {
		this.statements.sql(INSERT)
			.bind(Map.of("id", UUID.randomUUID(), "name", name, "path", path, "size", (long) width, "width", width,
					"height", height, "uploaded", !path.isEmpty()))
			.bind(Map.of("rank", caption.isEmpty() ? 0 : 1, "caption", caption, "model", model, "created", created))
			.then()
			.block();
	}

	private List<JsonNode> list(String query) {
		return get("", query).path("items").values().stream().toList();
	}

	private JsonNode get(String path, String query) {
		List<String> values = new ArrayList<>();
		StringBuilder uri = new StringBuilder(IMAGES + path);
		for (String parameter : query.isEmpty() ? new String[0] : query.split("&")) {
			String[] parts = parameter.split("=", 2);
			uri.append(values.isEmpty() ? '?' : '&').append(parts[0]).append("={v").append(values.size()).append('}');
			values.add(parts[1]);
		}
		Http.Answer answer = this.http.get(uri.toString(), values.toArray());
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		return answer.json();
	}

	private static byte[] shapes(List<JsonNode> items) {
		byte[] shapes = new byte[items.size()];
		IntStream.range(0, shapes.length).forEach((i) -> {
			JsonNode width = items.get(i).get("width");
			double ratio = width.asDouble(0) / items.get(i).path("height").asDouble(0);
			long shape = Math.round(32 * Math.log(ratio) / Math.log(2));
			shapes[i] = (byte) (width.isNull() ? -128 : Math.max(-127, Math.min(127, shape)));
		});
		return shapes;
	}

	private static String id(JsonNode image) {
		return image.path("image_id").asString();
	}

	private static List<String> facet(JsonNode facets, String name) {
		return facets.path("facets")
			.path(name)
			.values()
			.stream()
			.map((value) -> value.get("value") + ":" + value.get("count"))
			.toList();
	}

}
