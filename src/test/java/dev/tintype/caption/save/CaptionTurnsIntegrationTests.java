package dev.tintype.caption.save;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Saves of one image take turns, and no waiting save holds a connection that the owner of
 * the turn needs.
 */
@IntegrationTest
class CaptionTurnsIntegrationTests {

	/** More callers than connections. */
	private static final int CALLERS = 48;

	@Test
	void savesInTransactionsDoNotBlockOwnersOfTurns(@Autowired WebTestClient client) {
		Http http = new Http(client);
		String id = http.post("/api/images/register-files", Map.of("files", List.of(Map.of("filename", "hot.png"))))
			.json()
			.path("image_ids")
			.path(0)
			.asString();
		Map<String, Object> batch = CaptionBench.batch(CaptionBench.item(id, "a boat"));
		List<Integer> answers = Flux.range(0, CALLERS).flatMap((n) -> Mono.fromCallable(() -> {
			boolean keyed = n % 2 == 0;
			Http caller = keyed ? http.with("Idempotency-Key", UUID.randomUUID().toString()) : http;
			return caller.post("/api/captions" + (keyed ? "?atomic=true" : ""), batch).status();
		}).subscribeOn(Callers.SCHEDULER), CALLERS).collectList().block();
		assertThat(answers).hasSize(CALLERS).containsOnly(200);
		assertThat(http.get("/api/images/" + id + "/captions").json().path("total").asInt()).isEqualTo(CALLERS);
	}

}
