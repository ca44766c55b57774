package dev.tintype.image.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.imaging.work.Pictures;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
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
