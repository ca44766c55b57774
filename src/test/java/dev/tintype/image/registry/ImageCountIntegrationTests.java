package dev.tintype.image.registry;

import java.util.List;
import java.util.Map;

import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class ImageCountIntegrationTests {

	private static final int CALLERS = 8;

	private static final int ROUNDS = 10;

	private final Http http;

	private final ImageRepository images;

	ImageCountIntegrationTests(@Autowired WebTestClient client, @Autowired ImageRepository images) {
		this.http = new Http(client);
		this.images = images;
	}

	@Test
	void totalIsExactDuringChangesAndFolding() {
		long before = total();
		Mono<Void> folding = this.images.foldCount().repeat(ROUNDS).then();

		Flux.range(0, CALLERS)
			.flatMap((caller) -> Mono.fromRunnable(this::registerAndDelete).subscribeOn(Schedulers.boundedElastic()),
					CALLERS)
			.then()
			.and(folding)
			.block();

		assertThat(total()).isEqualTo(before + CALLERS * ROUNDS * 2L)
			.isEqualTo(this.http.with("Accept", "application/x-ndjson").get("/api/images").lines().size());
		this.images.foldCount().block();
		assertThat(total()).isEqualTo(before + CALLERS * ROUNDS * 2L);
	}

	private void registerAndDelete() {
		for (int round = 0; round < ROUNDS; round++) {
			List<Map<String, String>> files = List.of(Map.of("filename", "a"), Map.of("filename", "b"),
					Map.of("filename", "c"));
			String id = this.http.post("/api/images/register-files", Map.of("files", files))
				.json()
				.at("/image_ids/1")
				.asString();
			assertThat(this.http.send(HttpMethod.DELETE, "/api/images/{id}", id).status()).isEqualTo(204);
		}
	}

	private long total() {
		return this.http.get("/api/images?per_page=1").json().path("total").asLong();
	}

}
