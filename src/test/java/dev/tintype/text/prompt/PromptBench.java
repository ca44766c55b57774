package dev.tintype.text.prompt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.testing.Http;
import dev.tintype.testing.Multipart;
import dev.tintype.web.http.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Saves prompts and reads the tables for the tests of prompts.
 */
public final class PromptBench {

	public static final String PROMPTS = "/api/prompts";

	public static final String BATCH = "/api/prompts/batch";

	public static final String BOUNDARY = "boundary";

	private final Http http;

	private final DatabaseClient database;

	public PromptBench(WebTestClient client, DatabaseClient database) {
		this.http = new Http(client);
		this.database = database;
	}

	public Http http() {
		return this.http;
	}

	/** Saves a prompt and returns the response, which must be a success. */
	public JsonNode save(Map<String, ?> prompt) {
		Http.Answer answer = this.http.post(PROMPTS, prompt);
		assertThat(answer.status()).as(answer.text()).isIn(200, 201);
		return answer.json();
	}

	public Http.Answer save(String json) {
		return this.http.send(HttpMethod.POST, PROMPTS, MediaType.APPLICATION_JSON,
				json.getBytes(StandardCharsets.UTF_8));
	}

	/** Saves a form, with a picture unless it is null. */
	public Http.Answer saveForm(Map<String, String> fields, byte @Nullable [] picture) {
		List<byte[]> parts = new ArrayList<>();
		fields.forEach((name, value) -> parts.add(Multipart.field(name, value)));
		if (picture != null) {
			parts.add(Multipart.file("image", "a.png", picture));
		}
		return saveForm(this.http, parts);
	}

	public static Http.Answer saveForm(Http http, List<byte[]> parts) {
		return Multipart.post(http, PROMPTS, parts);
	}

	public Http.Answer batch(String query, List<?> prompts) {
		return this.http.post(BATCH + query, Map.of("prompts", prompts));
	}

	public List<JsonNode> stream(List<?> prompts) {
		Http.Answer answer = this.http.send(HttpMethod.POST, BATCH, MediaType.APPLICATION_NDJSON, lines(prompts));
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		return answer.lines();
	}

	/** Converts prompts to lines of JSON. A text is used as a line unchanged. */
	public static byte[] lines(List<?> prompts) {
		StringBuilder lines = new StringBuilder();
		prompts.forEach((prompt) -> lines
			.append((prompt instanceof String line) ? line : Json.MAPPER.writeValueAsString(prompt))
			.append('\n'));
		return lines.toString().getBytes(StandardCharsets.UTF_8);
	}

	/** Registers an image without bytes and returns its id. */
	public String awaited() {
		return this.http.post("/api/images/register-files", Map.of("files", List.of(Map.of("filename", "a.png"))))
			.json()
			.at("/image_ids/0")
			.asString();
	}

	/** Registers an image with bytes and returns its id. */
	public String image(Path file) throws IOException {
		String id = awaited();
		Http.Answer answer = this.http.send(HttpMethod.PUT, "/api/images/" + id + "/content",
				MediaType.APPLICATION_OCTET_STREAM, Files.readAllBytes(file));
		assertThat(answer.status()).isEqualTo(200);
		return id;
	}

	/** Returns the stored picture of a prompt, empty if there is none. */
	public byte[] picture(long id) {
		return Objects.requireNonNullElse(this.database
			.sql("SELECT CAST(thumbnail_data AS BYTEA) FROM prompts WHERE id = :id AND thumbnail_bytes > 0")
			.bind("id", id)
			.map((row) -> Objects.requireNonNull(row.get(0, byte[].class)))
			.one()
			.block(), new byte[0]);
	}

	public List<UUID> images(long id) {
		return Objects.requireNonNull(
				this.database.sql("SELECT image_id FROM prompt_images WHERE prompt_id = :id ORDER BY image_id")
					.bind("id", id)
					.mapValue(UUID.class)
					.all()
					.collectList()
					.block());
	}

	/** Returns the number of uses of each prompt whose text begins so. */
	public Map<String, Long> uses(String beginning) {
		return Objects.requireNonNull(
				this.database.sql("SELECT prompt_text, total_uses FROM prompts WHERE prompt_text LIKE :pattern")
					.bind("pattern", beginning + "%")
					.map((row) -> Map.entry(Objects.requireNonNull(row.get(0, String.class)),
							Objects.requireNonNull(row.get(1, Long.class))))
					.all()
					.collect(HashMap<String, Long>::new,
							(map, row) -> assertThat(map.put(row.getKey(), row.getValue())).isNull())
					.block());
	}

	public static Map<String, String> prompt(String text) {
		return Map.of("prompt_text", text);
	}

	public static List<String> values(Iterable<JsonNode> rows, String name) {
		List<String> values = new ArrayList<>();
		rows.forEach((row) -> values.add(row.get(name).asString()));
		return values;
	}

}
