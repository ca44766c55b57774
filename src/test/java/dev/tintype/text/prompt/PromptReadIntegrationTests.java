package dev.tintype.text.prompt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.tintype.data.sql.Statements;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class PromptReadIntegrationTests {

	private static final String ONE = "/api/prompts/{id}";

	private static final String THUMBNAIL = ONE + "/thumbnail";

	private static final String IMAGES = ONE + "/images";

	private final Http http;

	private final TestPrompts prompts;

	private final String mark = UUID.randomUUID().toString();

	PromptReadIntegrationTests(@Autowired WebTestClient client, @Autowired Statements statements) {
		this.http = new Http(client);
		this.prompts = new TestPrompts(statements);
	}

	@Test
	void promptHasEveryFieldEvenWithoutThumbnail() {
		long id = this.prompts.insert("  A Boat " + this.mark, 3, TestPrompts.USED, null);

		JsonNode json = this.http.get(ONE, id).json();

		assertThat(json.propertyNames()).containsExactly("id", "prompt_text", "prompt_hash", "total_uses",
				"first_used_at", "last_used_at", "model", "has_thumbnail", "thumbnail_mime", "thumbnail_width",
				"thumbnail_height", "thumbnail_url");
		assertThat(json.path("id").asLong()).isEqualTo(id);
		assertThat(json.path("prompt_text").asString()).isEqualTo("  A Boat " + this.mark);
		assertThat(json.path("prompt_hash").asString()).isEqualTo(NormalPrompt.of("a boat " + this.mark).hash());
		assertThat(json.path("total_uses").asInt()).isEqualTo(3);
		assertThat(json.path("last_used_at").asString()).isEqualTo("2026-03-01T10:20:30.123456Z");
		assertThat(json.path("has_thumbnail").asBoolean()).isFalse();
		assertThat(json.get("thumbnail_url").isNull()).isTrue();
		assertThat(this.http.send(HttpMethod.HEAD, ONE, id).status()).isEqualTo(200);
		assertThat(this.http.get("/api/prompts/{id}/", id).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", "999999999999", "9223372036854775808", "1.0", "abc", "01",
			"01980a4e-7c1b-7d55-9f3e-2b6f0c9a1d10" })
	void unknownIdIsNotFound(String id) {
		assertThat(this.http.get(ONE, id).status()).isEqualTo(404);
		assertThat(this.http.get(THUMBNAIL, id).status()).isEqualTo(404);
		assertThat(this.http.get(IMAGES, id).status()).isEqualTo(404);
		assertThat(this.http.send(HttpMethod.DELETE, ONE, id).status()).isEqualTo(404);
		assertThat(patch(id, "{\"model\":\"m\"}").status()).isEqualTo(404);
	}

	@Test
	void thumbnailIsSentWithValidators() {
		byte[] picture = new byte[70_000];
		for (int i = 0; i < picture.length; i++) {
			picture[i] = (byte) (i * 31);
		}
		long id = this.prompts.insert(this.mark);
		String etag = this.prompts.illustrate(id, picture);

		Http.Answer answer = this.http.get(THUMBNAIL, id);

		assertThat(answer.bytes()).isEqualTo(picture);
		assertThat(answer.header("Content-Type")).isEqualTo("image/webp");
		assertThat(answer.header("ETag")).isEqualTo('"' + etag + '"');
		assertThat(answer.header("Last-Modified")).isEqualTo("Sun, 01 Mar 2026 10:20:30 GMT");
		assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(answer.header("Cache-Control")).contains("no-cache").contains("private");
		assertThat(answer.header("Content-Length")).isEqualTo("70000");
		Http.Answer kept = this.http.with("If-None-Match", '"' + etag + '"').get(THUMBNAIL, id);
		assertThat(kept.status()).isEqualTo(304);
		assertThat(kept.bytes()).isEmpty();
		assertThat(this.http.with("If-None-Match", "\"other\"").get(THUMBNAIL, id).status()).isEqualTo(200);
		assertThat(this.http.with("If-Modified-Since", answer.header("Last-Modified")).get(THUMBNAIL, id).status())
			.isEqualTo(304);
		assertThat(this.http.with("Accept", "application/json").get(THUMBNAIL, id).status()).isEqualTo(406);
	}

	@Test
	void thumbnailUrlOfRowIsImmutable() {
		long id = this.prompts.insert(this.mark);
		String etag = this.prompts.illustrate(id, new byte[] { 1, 2, 3 });

		JsonNode json = this.http.get(ONE, id).json();

		assertThat(json.path("has_thumbnail").asBoolean()).isTrue();
		assertThat(json.path("thumbnail_width").asInt()).isEqualTo(256);
		assertThat(json.path("thumbnail_url").asString()).isEqualTo("/api/prompts/" + id + "/thumbnail?v=" + etag);
		Http.Answer answer = this.http.get(json.path("thumbnail_url").asString());
		assertThat(answer.bytes()).containsExactly(1, 2, 3);
		assertThat(answer.header("Cache-Control")).contains("immutable").contains("max-age=31536000");
		assertThat(this.http.get(THUMBNAIL + "?v=old", id).header("Cache-Control")).contains("no-cache");
	}

	@Test
	void promptWithoutThumbnailHasNone() {
		long id = this.prompts.insert(this.mark);

		Http.Answer answer = this.http.get(THUMBNAIL, id);

		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
	}

	@Test
	void imagesAreListedInOrderOfIds() {
		long id = this.prompts.insert(this.mark);
		List<UUID> images = register(5);
		this.prompts.tie(id, List.of(images.get(3), images.get(0), images.get(4), images.get(2)));
		List<UUID> tied = List.of(images.get(0), images.get(2), images.get(3), images.get(4));
		List<JsonNode> rows = tied.stream().map((image) -> this.http.get("/api/images/{id}", image).json()).toList();

		JsonNode page = this.http.get(IMAGES, id).json();

		assertThat(page.path("total").asInt()).isEqualTo(4);
		assertThat(page.path("items").values()).containsExactlyElementsOf(rows);
		assertThat(this.http.with("Accept", "application/x-ndjson").get(IMAGES, id).lines())
			.containsExactlyElementsOf(rows);
		assertThat(this.http.with("Accept", "application/x-ndjson").get(IMAGES + "?limit=2", id).lines())
			.containsExactlyElementsOf(rows.subList(0, 2));
		JsonNode first = this.http.get(IMAGES + "?per_page=3&count=none", id).json();
		assertThat(first.get("total").isNull()).isTrue();
		JsonNode last = this.http.get(IMAGES + "?per_page=3&after={c}", id, first.path("next").asString()).json();
		assertThat(last.path("items").values()).containsExactly(rows.get(3));
		assertThat(last.get("next").isNull()).isTrue();
		assertThat(this.http.get(IMAGES + "?per_page=3&page=2", id).json().path("items").values())
			.containsExactly(rows.get(3));
		assertThat(this.http.get(IMAGES + "?after=AAAA", id).status()).isEqualTo(400);
	}

	@Test
	void deletedImageIsNoLongerLinked() {
		long id = this.prompts.insert(this.mark);
		List<UUID> images = register(2);
		this.prompts.tie(id, images);

		assertThat(this.http.send(HttpMethod.DELETE, "/api/images/{id}", images.get(0)).status()).isEqualTo(204);

		assertThat(this.http.get(IMAGES, id).json().path("total").asInt()).isEqualTo(1);
		assertThat(this.http.send(HttpMethod.DELETE, ONE, id).status()).isEqualTo(204);
		assertThat(this.http.get("/api/images/{id}", images.get(1)).status()).isEqualTo(200);
	}

	@Test
	void patchChangesOnlyModel() {
		long id = this.prompts.insert(this.mark, 4, TestPrompts.USED, "flux");
		JsonNode before = this.http.get(ONE, id).json();

		assertThat(patch(id, "{}").json()).isEqualTo(before);
		assertThat(patch(id, "{\"total_uses\":9,\"prompt_text\":\"x\"}").json()).isEqualTo(before);
		assertThat(patch(id, "{\"model\":\"sdxl\"}").json().path("model").asString()).isEqualTo("sdxl");
		assertThat(patch(id, "{\"model\":\"" + "m".repeat(255) + "\"}").status()).isEqualTo(200);
		JsonNode cleared = patch(id, "{\"model\":null}").json();
		assertThat(cleared.get("model").isNull()).isTrue();
		assertThat(cleared.path("last_used_at")).isEqualTo(before.path("last_used_at"));
		for (String body : List.of("", "[]", "null", "{", "{\"model\":5}", "{\"model\":\"\"}",
				"{\"model\":\"\\u0000\"}", "{\"model\":\"" + "m".repeat(256) + "\"}")) {
			assertThat(patch(id, body).status()).as(body).isEqualTo(400);
		}
		assertThat(this.http.get(ONE, id).json()).isEqualTo(cleared);
	}

	@Test
	void deletedPromptIsGone() {
		long id = this.prompts.insert(this.mark);

		Http.Answer answer = this.http.send(HttpMethod.DELETE, ONE, id);

		assertThat(answer.status()).isEqualTo(204);
		assertThat(answer.bytes()).isEmpty();
		assertThat(this.http.get(ONE, id).status()).isEqualTo(404);
		assertThat(this.http.send(HttpMethod.DELETE, ONE, id).status()).isEqualTo(404);
	}

	@Test
	void wrongMethodIsRefusedWithAllowedOnes() {
		Http.Answer answer = this.http.send(HttpMethod.PUT, "/api/prompts/search");

		assertThat(answer.status()).isEqualTo(405);
		assertThat(answer.header("Allow")).contains("GET");
		assertThat(this.http.send(HttpMethod.OPTIONS, "/api/prompts/recent").header("Allow")).contains("GET")
			.contains("HEAD");
	}

	private Http.Answer patch(Object id, String body) {
		return this.http.send(HttpMethod.PATCH, "/api/prompts/" + id, MediaType.APPLICATION_JSON,
				body.getBytes(StandardCharsets.UTF_8));
	}

	private List<UUID> register(int count) {
		Collection<JsonNode> ids = this.http
			.post("/api/images/register-files",
					Map.of("files",
							IntStream.range(0, count).mapToObj((i) -> Map.of("filename", this.mark + i)).toList()))
			.json()
			.path("image_ids")
			.values();
		return new ArrayList<>(ids.stream().map((id) -> UUID.fromString(id.asString())).toList());
	}

}
