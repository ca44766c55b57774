package dev.tintype.image.registry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.search.regex.RegexLimit;
import dev.tintype.testing.ExplainedStatements;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.http.Json;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Slice;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class ImageListIntegrationTests {

	private static final String LIST = "/api/images?search={s}&";

	private final Http http;

	/** Part of every file name of a test, so that it lists no image of another test. */
	private final String mark = UUID.randomUUID().toString();

	private final Dialect dialect;

	private final ExplainedStatements explained;

	private final RegexLimit regexes;

	ImageListIntegrationTests(@Autowired WebTestClient client, @Autowired Dialect dialect,
			@Autowired Statements statements, @Autowired Transactions transactions, @Autowired RegexLimit regexes) {
		this.http = new Http(client);
		this.dialect = dialect;
		this.explained = new ExplainedStatements(statements, transactions, dialect);
		this.regexes = regexes;
	}

	@ParameterizedTest
	@ValueSource(strings = { "created", "-created", "filename", "-filename", "size", "-size", "taken", "-taken", "path",
			"-path", "caption_length", "-caption_length", "random&seed=a", "-random" })
	void pagesAndStreamHaveSameOrder(String sort) {
		register("b", 5L);
		register("a", null);
		register("a", 5L);
		register("b", null);
		register("a", 1L);
		caption(register("\uFF21", 9L), "some text");
		caption(register("\uD83D\uDE00", 9L), "\uD83D\uDE00");

		List<String> walked = walk(LIST + "per_page=2&sort=" + sort);
		List<String> streamed = ListedImages
			.ids(this.http.with("Accept", "application/x-ndjson").get(LIST + "sort=" + sort, this.mark).lines());

		assertThat(walked).hasSize(7).doesNotHaveDuplicates().isEqualTo(streamed);
	}

	@Test
	void namesSortByCodePointAndUnknownSizesComeLast() {
		String emoji = register("\uD83D\uDE00", 3L);
		String wide = register("\uFF21", null);
		String upper = register("B", 2L);
		String lower = register("a", 1L);
		String accent = register("\u00E9", 3L);

		assertThat(walk(LIST + "sort=filename")).containsExactly(upper, lower, accent, wide, emoji);
		assertThat(walk(LIST + "sort=-filename")).containsExactly(emoji, wide, accent, lower, upper);
		assertThat(walk(LIST + "sort=size")).containsExactly(lower, upper, emoji, accent, wide);
		assertThat(walk(LIST + "sort=-size")).containsExactly(accent, emoji, upper, lower, wide);
		assertThat(walk(LIST + "sort=created")).containsExactly(emoji, wide, upper, lower, accent);
		assertThat(walk(LIST)).containsExactly(accent, lower, upper, wide, emoji);
	}

	@Test
	void pageContainsItsNumberAndTheTotal() {
		List.of("a", "b", "c").forEach((name) -> register(name, null));

		Http.Answer answer = this.http.get(LIST + "per_page=2&page=2&sort=filename", this.mark);

		JsonNode json = answer.json();
		assertThat(json.path("items").size()).isEqualTo(1);
		assertThat(json.path("total").asInt()).isEqualTo(3);
		assertThat(json.path("page").asInt()).isEqualTo(2);
		assertThat(json.path("pages").asInt()).isEqualTo(2);
		assertThat(json.path("per_page").asInt()).isEqualTo(2);
		assertThat(json.get("next").isNull()).isTrue();
		assertThat(answer.header("Link")).contains("rel=\"prev\"").contains("rel=\"first\"").doesNotContain("next");
		JsonNode uncounted = this.http.get(LIST + "count=none&per_page=2", this.mark).json();
		assertThat(uncounted.get("total").isNull()).isTrue();
		assertThat(uncounted.get("pages").isNull()).isTrue();
		assertThat(uncounted.get("next").isString()).isTrue();
		assertThat(this.http.get("/api/images/?search={s}", this.mark).json().path("total").asInt()).isEqualTo(3);
	}

	@Test
	void searchFindsLiteralTextOfNameAndCaptionInAnyCase() {
		String percent = register("100%_Sure\\", null);
		String other = register("100 Xsure", null);
		caption(other, "A BIRD " + this.mark);

		assertThat(found(this.mark + "100%_sURE\\")).containsExactly(percent);
		assertThat(found(this.mark + "100_")).isEmpty();
		assertThat(found(this.mark + "100 x")).containsExactly(other);
		assertThat(found("a bird " + this.mark)).containsExactly(other);
		assertThat(walk(LIST + "captioned=true")).containsExactly(other);
		assertThat(walk(LIST + "captioned=false")).containsExactly(percent);
		assertThat(walk(LIST + "uploaded=true")).isEmpty();
		assertThat(walk(LIST + "uploaded=false")).hasSize(2);
	}

	@Test
	void streamedRowsEqualRowsOfPages() {
		String awkward = "\" \\ \u0001\u001F\u007F\t\n\u2028 <b>' \u00E9 \uD83D\uDE00.png";
		String id = register(awkward, 3L);
		register("plain", null);
		assertThat(
				this.http
					.send(HttpMethod.PUT, "/api/images/" + id + "/caption", MediaType.APPLICATION_JSON,
							Json.MAPPER
								.writeValueAsBytes(Map.of("caption", awkward, "source", "human", "model", awkward)))
					.status())
			.isEqualTo(200);

		for (String sort : List.of("created", "-filename", "size", "-taken", "path", "-caption_length", "random")) {
			List<String> rows = this.http.get(LIST + "sort=" + sort, this.mark)
				.json()
				.path("items")
				.values()
				.stream()
				.map(JsonNode::toString)
				.toList();
			assertThat(rows).hasSize(2);
			assertThat(this.http.with("Accept", "application/x-ndjson").get(LIST + "sort=" + sort, this.mark).lines())
				.extracting(JsonNode::toString)
				.containsExactlyElementsOf(rows);
		}
	}

	@Test
	void limitEndsAStreamEarly() {
		List.of("a", "b", "c").forEach((name) -> register(name, null));

		assertThat(this.http.with("Accept", "application/x-ndjson").get(LIST + "limit=2", this.mark).lines())
			.hasSize(2);
	}

	@Test
	void parametersOutOfRangeAreRefused() {
		List.of("a", "b").forEach((name) -> register(name, null));
		String cursor = this.http.get(LIST + "per_page=1&sort=size", this.mark).json().path("next").asString();

		for (String query : List.of("per_page=0", "per_page=501", "page=0", "sort=name", "captioned=yes",
				"sort=-size&after=" + cursor, "after=AAAA", "after=" + cursor.substring(1))) {
			assertThat(this.http.get("/api/images?" + query).status()).as(query).isEqualTo(400);
		}
		assertThat(this.http.with("Accept", "application/xml").get("/api/images").status()).isEqualTo(406);
	}

	@Test
	void batchOfPathsFindsImages() {
		String awaited = register("a", null);
		String unknown = UUID.randomUUID().toString();

		Http.Answer answer = this.http.post("/api/images/paths",
				Map.of("image_ids", List.of(awaited, unknown, awaited, "none", unknown.toUpperCase(Locale.ROOT))));

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().path("paths").size()).isZero();
		assertThat(answer.json().path("missing").values().stream().map(JsonNode::asString)).containsExactly(awaited,
				unknown, "none", unknown.toUpperCase(Locale.ROOT));
		assertThat(this.http.post("/api/images/paths", Map.of("image_ids", Arrays.asList(awaited, 5))).pointer())
			.isEqualTo("/image_ids/1");
		assertThat(this.http.get("/api/images/{id}/path", awaited).json().get("path").isNull()).isTrue();
		assertThat(this.http.get("/api/images/{id}/path", unknown).status()).isEqualTo(404);
	}

	@Test
	void batchOfPathsHasALimit() {
		List<String> ids = new ArrayList<>();
		for (int i = 0; i < 10_000; i++) {
			ids.add(UUID.randomUUID().toString());
		}

		assertThat(this.http.post("/api/images/paths", Map.of("image_ids", ids)).json().path("missing").size())
			.isEqualTo(10_000);
		ids.add("none");
		assertThat(this.http.post("/api/images/paths", Map.of("image_ids", ids)).status()).isEqualTo(413);
	}

	@ParameterizedTest
	@CsvSource({ "created,images_created", "-created,images_created", "filename,images_filename",
			"-filename,images_filename", "taken,images_taken", "-taken,images_taken", "size,images_size_ascending",
			"-size,images_size_descending" })
	void pageAfterCursorStartsInIndexAtCursor(String sort, String index) {
		Order<Image> order = ImageOrders.of(this.dialect, "")
			.choices()
			.stream()
			.filter((choice) -> choice.name().equals(sort))
			.findFirst()
			.orElseThrow();
		Image last = new Image(UUID.randomUUID(), "a", null, 5L, null, null, null, null, false, null, null, null, null,
				null, null, Instant.now(), Instant.now(), null);
		ImageRows rows = new ImageRows(this.explained.statements(), this.dialect, this.regexes,
				new ImageFilter(null, null, null, null, null), "");

		Slice<Image> behind = new Slice<>(order, order.place(last), 50, 0);

		for (Mono<?> query : List.of(rows.page(behind), rows.lines(behind))) {
			assertThat(this.explained.scans(query)).singleElement()
				.asString()
				.matches(index + ": .*" + (sort.startsWith("-") ? "<" : ">") + ".*");
		}
	}

	private String register(String name, @Nullable Long size) {
		Map<String, Object> file = new HashMap<>();
		file.put("filename", this.mark + name);
		file.put("size", size);
		return this.http.post("/api/images/register-files", Map.of("files", List.of(file)))
			.json()
			.at("/image_ids/0")
			.asString();
	}

	private void caption(String id, String text) {
		assertThat(this.http
			.send(HttpMethod.PUT, "/api/images/" + id + "/caption", MediaType.APPLICATION_JSON,
					Json.MAPPER.writeValueAsBytes(Map.of("caption", text)))
			.status()).isEqualTo(200);
	}

	private List<String> found(String search) {
		return ListedImages.ids(this.http.get("/api/images?search={s}", search).json().path("items").values());
	}

	private List<String> walk(String uri) {
		return ListedImages.walk(this.http, uri, this.mark);
	}

}
