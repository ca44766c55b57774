package dev.tintype.image.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import dev.tintype.imaging.work.Pictures;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.testing.Multipart;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Single lookups, which share statements with concurrent lookups.
 */
@IntegrationTest
class ImageLookupIntegrationTests {

	private final Http http;

	private final Path roots;

	private Path folder = Path.of("");

	ImageLookupIntegrationTests(@Autowired WebTestClient client, @Autowired Environment environment) {
		this.http = new Http(client);
		this.roots = Path.of(environment.getRequiredProperty("tintype.images.roots"));
	}

	@BeforeEach
	void createFolder() throws IOException {
		this.folder = Files.createDirectory(this.roots.toRealPath().resolve("lookup-" + UUID.randomUUID()));
	}

	@Test
	void sequentialLookupsAllSucceed() {
		List<String> ids = register(10);
		for (int i = 0; i < 1_000; i++) {
			String id = ids.get(i % ids.size());
			Http.Answer answer = this.http.get("/api/images/{id}", id);
			assertThat(answer.status()).as("lookup %d", i).isEqualTo(200);
			assertThat(answer.json().at("/image_id").asString()).isEqualTo(id);
		}
	}

	@Test
	void concurrentLookupsReturnTheirOwnImages() {
		List<String> ids = new ArrayList<>(register(40));
		ids.add(UUID.randomUUID().toString());
		List<Boolean> right = Flux.range(0, 2_000)
			.map((i) -> ids.get(i % ids.size()))
			.flatMap((id) -> Mono.fromCallable(() -> {
				Http.Answer answer = this.http.get("/api/images/{id}/path", id);
				return id.equals(ids.get(40)) ? answer.status() == 404
						: answer.json().at("/path").asString().startsWith(this.folder.toString())
								&& id.equals(answer.json().at("/image_id").asString());
			}).subscribeOn(Schedulers.boundedElastic()), 32)
			.collectList()
			.block();

		assertThat(right).hasSize(2_000).doesNotContain(false);
	}

	@Test
	void lookupAfterChangeReturnsTheChange() {
		for (String id : register(20)) {
			assertThat(this.http.get("/api/images/{id}", id).status()).isEqualTo(200);
			this.http.send(HttpMethod.DELETE, "/api/images/{id}", id);
			assertThat(this.http.get("/api/images/{id}", id).status()).isEqualTo(404);
		}
	}

	@Test
	void everyAnswerNamesVersionOfThumbnail() throws IOException {
		String id = register(1).get(0);
		JsonNode image = this.http.get("/api/images/{id}", id).json();
		String url = image.path("thumbnail_url").stringValue();

		assertThat(url).matches("/api/images/" + id + "/thumbnail\\?v=[0-9a-f]{12}");
		assertThat(this.http.get(url + "&size=150").header("Cache-Control")).contains("immutable");
		assertThat(listed(image.path("path").stringValue())).containsExactly(url, url);
		JsonNode captioned = this.http
			.send(HttpMethod.PUT, "/api/images/" + id + "/caption", MediaType.APPLICATION_JSON,
					"{\"caption\":\"A lake\",\"source\":\"human\"}".getBytes(StandardCharsets.UTF_8))
			.json();
		assertThat(captioned.path("thumbnail_url").stringValue()).isEqualTo(url);
		Pictures.png(this.folder, "0.png", 60, 30);
		JsonNode again = this.http
			.post("/api/images/register-folder", Map.of("folder_path", this.folder.toString(), "recursive", false))
			.json()
			.at("/images/0");
		assertThat(again.path("thumbnail_url").stringValue()).startsWith(url.substring(0, url.length() - 12))
			.isNotEqualTo(url);
	}

	@Test
	void versionOfUploadIsItsHashAndAwaitedFileHasNone() throws IOException {
		byte[] bytes = Files.readAllBytes(Pictures.png(this.folder, "up.png", 7, 9));
		String name = UUID.randomUUID() + ".png";
		String id = Multipart.post(this.http, "/api/images", List.of(Multipart.file("files", name, bytes)))
			.json()
			.at("/results/0/image_id")
			.stringValue();
		JsonNode image = this.http.get("/api/images/{id}", id).json();

		String url = "/api/images/" + id + "/thumbnail?v="
				+ image.path("content_hash").stringValue().substring(0, 12);
		assertThat(image.path("thumbnail_url").stringValue()).isEqualTo(url);
		assertThat(listed(image.path("path").stringValue())).containsExactly(url, url);
		assertThat(this.http.get(url).header("Cache-Control")).contains("immutable");
		String awaited = this.http
			.post("/api/images/register-files", Map.of("files", List.of(Map.of("filename", name, "size", 5))))
			.json()
			.at("/image_ids/0")
			.stringValue();
		assertThat(this.http.get("/api/images/{id}", awaited).json().path("thumbnail_url").isNull()).isTrue();
		assertThat(this.http.send(HttpMethod.DELETE, "/api/images/{id}", id).status()).isEqualTo(204);
	}

	// The URLs in a page and in a stream.
	private List<String> listed(String path) {
		String filter = "path = \"" + path + "\"";
		JsonNode page = this.http.get("/api/images?filter={filter}", filter).json();
		List<JsonNode> lines = this.http.with("Accept", MediaType.APPLICATION_NDJSON_VALUE)
			.get("/api/images?filter={filter}", filter)
			.lines();
		return Stream.concat(page.path("items").values().stream(), lines.stream())
			.map((image) -> image.path("thumbnail_url").stringValue())
			.toList();
	}

	private List<String> register(int count) {
		for (int i = 0; i < count; i++) {
			Pictures.png(this.folder, i + ".png", 2 + i, 3);
		}
		return this.http
			.post("/api/images/register-folder", Map.of("folder_path", this.folder.toString(), "recursive", false))
			.json()
			.path("images")
			.values()
			.stream()
			.map((image) -> image.at("/image_id").stringValue())
			.toList();
	}

}
