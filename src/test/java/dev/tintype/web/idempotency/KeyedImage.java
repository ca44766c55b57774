package dev.tintype.web.idempotency;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.tintype.testing.Http;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An image whose captions are saved under a key.
 *
 * @param http sends requests without a key
 */
record KeyedImage(Http http, String id) {

	static final String CAPTIONS = "/api/captions";

	static final String FILES = "/api/images/register-files";

	static KeyedImage register(Http http) {
		return new KeyedImage(http, http.post(FILES, files("a.jpg")).json().at("/image_ids/0").asString());
	}

	/** The body of a batch. */
	Map<String, ?> captions(String... texts) {
		List<Map<String, String>> items = new ArrayList<>();
		for (String text : texts) {
			items.add(Map.of("image_id", this.id, "caption", text));
		}
		return Map.of("captions", items);
	}

	/** Newest first. */
	List<String> history() {
		return this.http.with("Accept", "application/x-ndjson")
			.get("/api/images/{id}/captions", this.id)
			.lines()
			.stream()
			.map((row) -> row.get("text").stringValue())
			.toList();
	}

	static Map<String, ?> files(String... names) {
		return Map.of("files", List.of(names).stream().map((name) -> Map.of("filename", name)).toList());
	}

	static boolean isReplayed(Http.Answer answer) {
		return "true".equals(answer.header("Idempotent-Replayed"));
	}

	static void assertReplayed(Http.Answer again, Http.Answer first) {
		assertThat(isReplayed(again)).isTrue();
		assertThat(again.status()).isEqualTo(first.status());
		assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
		assertThat(again.text()).isEqualTo(first.text());
	}

}
