package dev.tintype.caption.save;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.tintype.web.http.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Common steps of tests of captions: registers images, saves captions, and reads the
 * tables.
 */
final class CaptionBench {

	private final WebTestClient client;

	private final DatabaseClient database;

	CaptionBench(WebTestClient client, DatabaseClient database) {
		this.client = client;
		this.database = database;
	}

	List<String> images(int count) {
		List<Map<String, String>> files = IntStream.range(0, count)
			.mapToObj((i) -> Map.of("filename", "image-" + i + ".jpg"))
			.toList();
		JsonNode answer = read(this.client.post()
			.uri("/api/images/register-files")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(Map.of("files", files))
			.exchange(), 201);
		List<String> ids = new ArrayList<>();
		answer.get("image_ids").forEach((id) -> ids.add(id.stringValue()));
		return ids;
	}

	String image() {
		return images(1).get(0);
	}

	JsonNode image(String id) {
		return read(this.client.get().uri("/api/images/" + id).exchange(), 200);
	}

	WebTestClient.ResponseSpec put(String path, Object body) {
		return this.client.put().uri(path).contentType(MediaType.APPLICATION_JSON).bodyValue(body).exchange();
	}

	WebTestClient.ResponseSpec post(String query, Object body, String... headers) {
		WebTestClient.RequestBodySpec request = this.client.post()
			.uri("/api/captions" + query)
			.contentType(MediaType.APPLICATION_JSON);
		for (int i = 0; i < headers.length; i += 2) {
			request.header(headers[i], headers[i + 1]);
		}
		return request.bodyValue(body).exchange();
	}

	JsonNode save(Object... items) {
		return read(post("", batch(items)), 200);
	}

	List<JsonNode> stream(String query, String lines) {
		byte[] body = Objects.requireNonNullElse(this.client.post()
			.uri("/api/captions" + query)
			.contentType(MediaType.APPLICATION_NDJSON)
			.bodyValue(lines.getBytes(StandardCharsets.UTF_8))
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.returnResult()
			.getResponseBody(), new byte[0]);
		return new String(body, StandardCharsets.UTF_8).lines()
			.map((line) -> Json.read(line.getBytes(StandardCharsets.UTF_8)))
			.toList();
	}

	/** The captions of an image in the order in which they were saved. */
	List<Row> history(String imageId) {
		return rows("image_id", imageId);
	}

	List<Row> rows(String column, String id) {
		return Objects.requireNonNull(this.database
			.sql("SELECT caption_id, text, source, model, replaces, operation_id FROM captions WHERE " + column
					+ " = :id ORDER BY caption_id")
			.bind("id", UUID.fromString(id))
			.map((row) -> new Row(Objects.requireNonNull(row.get(0, UUID.class)), row.get(1, String.class),
					Objects.requireNonNull(row.get(2, String.class)), row.get(3, String.class), row.get(4, UUID.class),
					Objects.requireNonNull(row.get(5, UUID.class))))
			.all()
			.collectList()
			.block());
	}

	/**
	 * The operation's source, model and number of captions saved; null when there is no
	 * row.
	 */
	@Nullable List<@Nullable Object> operation(String id) {
		return this.database.sql("SELECT source, model, saved FROM caption_operations WHERE operation_id = :id")
			.bind("id", UUID.fromString(id))
			.map((row) -> Arrays.<@Nullable Object>asList(row.get(0, String.class), row.get(1, String.class),
					row.get(2, Long.class)))
			.one()
			.block();
	}

	static Map<String, Object> batch(Object... items) {
		return Map.of("captions", List.of(items));
	}

	static Map<String, String> item(String imageId, String caption) {
		return Map.of("image_id", imageId, "caption", caption);
	}

	static Map<String, String> item(String imageId, String caption, String source) {
		return Map.of("image_id", imageId, "caption", caption, "source", source);
	}

	static Map<String, String> item(String imageId, String caption, String source, String model) {
		return Map.of("image_id", imageId, "caption", caption, "source", source, "model", model);
	}

	/** An item whose caption, and anything after it, is already JSON. */
	static String rawItem(String imageId, String caption) {
		return "{\"image_id\":\"" + imageId + "\",\"caption\":" + caption + "}";
	}

	/**
	 * A batch in which each image occurs many times; the captions are numbered from 0.
	 */
	static Map<String, Object> interleaved(List<String> images, int count) {
		return batch(IntStream.range(0, count)
			.mapToObj((i) -> item(images.get(i % images.size()), Integer.toString(i)))
			.toArray());
	}

	/** Asserts that {@link #interleaved} was saved in order. */
	void assertInterleaved(List<String> images, int count) {
		for (int first = 0; first < images.size(); first++) {
			List<String> expected = IntStream.iterate(first, (i) -> i < count, (i) -> i + images.size())
				.mapToObj(Integer::toString)
				.toList();
			assertThat(history(images.get(first))).extracting(Row::text).containsExactlyElementsOf(expected);
			assertThat(image(images.get(first)).get("caption").stringValue())
				.isEqualTo(expected.get(expected.size() - 1));
		}
	}

	static String line(Object item) {
		return Json.MAPPER.writeValueAsString(item) + "\n";
	}

	static List<String> texts(JsonNode rows, String name) {
		List<String> values = new ArrayList<>();
		rows.forEach((row) -> values.add(row.get(name).asString()));
		return values;
	}

	static JsonNode read(WebTestClient.ResponseSpec answer, int status) {
		EntityExchangeResult<byte[]> result = answer.expectBody().returnResult();
		byte[] body = Objects.requireNonNullElse(result.getResponseBody(), new byte[0]);
		assertThat(result.getStatus().value()).as(new String(body, StandardCharsets.UTF_8)).isEqualTo(status);
		return Json.read(body);
	}

	/**
	 * A row of the table of captions.
	 *
	 * @param replaces the former current caption
	 * @param operation the save
	 */
	record Row(UUID id, @Nullable String text, String source, @Nullable String model, @Nullable UUID replaces,
			UUID operation) {
	}

}
