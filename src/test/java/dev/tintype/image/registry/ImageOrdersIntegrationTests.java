package dev.tintype.image.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.sql.Statements;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.http.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class ImageOrdersIntegrationTests {

	private static final String LIST = "/api/images?search={s}&";

	private final Http http;

	private final Statements statements;

	/** Part of every file name of a test, so that it lists no image of another test. */
	private final String mark = UUID.randomUUID().toString();

	ImageOrdersIntegrationTests(@Autowired WebTestClient client, @Autowired Statements statements) {
		this.http = new Http(client);
		this.statements = statements;
	}

	@Test
	void lengthsCountCodePointsAndImagesWithoutCaptionComeLast() {
		String two = register("two", null);
		String none = register("none", null);
		String three = register("three", null);
		caption(two, "\uD83D\uDE00\uD83D\uDE00");
		caption(three, "abc");

		assertThat(walk(LIST + "per_page=1&sort=caption_length")).containsExactly(two, three, none);
		assertThat(walk(LIST + "per_page=1&sort=-caption_length")).containsExactly(three, two, none);
	}

	@Test
	void pathsSortByCodePointAndUnknownPathsComeLast() {
		String none = register("none", null);
		String emoji = register("emoji", null);
		String wide = register("wide", null);
		String upper = register("upper", null);
		place(emoji, "/\uD83D\uDE00", "2024-01-01T00:00:00Z", null);
		place(wide, "/\uFF21", "2024-01-01T00:00:00Z", null);
		place(upper, "/B", "2024-01-01T00:00:00Z", null);

		assertThat(walk(LIST + "per_page=1&sort=path")).containsExactly(upper, wide, emoji, none);
		assertThat(walk(LIST + "per_page=1&sort=-path")).containsExactly(emoji, wide, upper, none);
	}

	@Test
	void imagesWithoutTimeAreSortedAndFilteredByTimeOfFileInUtc() {
		String later = register("later", null);
		String taken = register("taken", null);
		String file = register("file", null);
		String awaited = register("awaited", null);
		place(later, "/c", "2020-01-01T00:00:00Z", "2024-07-04T10:11:12.120");
		place(taken, "/a", "2020-01-01T00:00:00Z", "2024-07-04T10:11:12");
		place(file, "/b", "2024-07-04T10:11:12.000001Z", null);

		assertThat(walk(LIST + "per_page=1&sort=taken")).containsExactly(taken, file, later, awaited);
		assertThat(walk(LIST + "per_page=1&sort=-taken")).containsExactly(awaited, later, file, taken);
		assertThat(walk(LIST + "sort=taken&filter=taken = 2024-07-04")).containsExactly(taken, file, later);
		assertThat(walk(LIST + "filter=taken <= 2024-07-04T10:11:12Z")).containsExactly(taken);
		assertThat(this.http.get("/api/images/{id}", taken).json().path("taken_at").asString())
			.isEqualTo("2024-07-04T10:11:12");
		assertThat(this.http.with("Accept", "application/x-ndjson").get(LIST + "sort=-taken", this.mark).lines())
			.extracting((image) -> image.path("taken_at").asString(null))
			.containsExactly(null, "2024-07-04T10:11:12.12", null, "2024-07-04T10:11:12");
	}

	@Test
	void seedDeterminesRandomOrder() {
		for (int i = 0; i < 20; i++) {
			register("r" + i, null);
		}
		List<String> first = walk(LIST + "per_page=7&sort=random&seed=7");

		assertThat(walk(LIST + "per_page=3&sort=random&seed=7")).isEqualTo(first).hasSize(20).doesNotHaveDuplicates();
		List<String> reversed = new ArrayList<>(first);
		Collections.reverse(reversed);
		assertThat(walk(LIST + "sort=-random&seed=7")).isEqualTo(reversed);
		assertThat(walk(LIST + "sort=random&seed=8")).isNotEqualTo(first).hasSameElementsAs(first);
		assertThat(ListedImages
			.ids(this.http.get(LIST + "per_page=7&page=2&sort=random&seed=7", this.mark).json().path("items").values()))
			.isEqualTo(first.subList(7, 14));
		String cursor = this.http.get(LIST + "per_page=1&sort=random&seed=7", this.mark).json().path("next").asString();
		assertThat(this.http.get(LIST + "sort=random&seed=8&after={c}", this.mark, cursor).status()).isEqualTo(400);
	}

	private void caption(String id, String text) {
		assertThat(this.http
			.send(HttpMethod.PUT, "/api/images/" + id + "/caption", MediaType.APPLICATION_JSON,
					Json.MAPPER.writeValueAsBytes(Map.of("caption", text)))
			.status()).isEqualTo(200);
	}

	// As if the file of the image had been registered.
	private void place(String id, String path, String modified, @Nullable String taken) {
		this.statements
			.sql("""
					UPDATE images SET file_path = :path, file_modified_at = CAST(CAST(:modified AS VARCHAR) AS TIMESTAMP WITH TIME ZONE),
					  taken_at = CAST(NULLIF(CAST(:taken AS VARCHAR), '') AS TIMESTAMP) WHERE image_id = :id""")
			.bind("id", UUID.fromString(id))
			.bind("path", "/" + this.mark + path)
			.bind("modified", modified)
			.bind("taken", (taken != null) ? taken : "")
			.then()
			.block();
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

	private List<String> walk(String uri) {
		return ListedImages.walk(this.http, uri, this.mark);
	}

}
