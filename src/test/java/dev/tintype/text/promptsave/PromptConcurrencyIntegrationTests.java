package dev.tintype.text.promptsave;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.text.prompt.PromptBench;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class PromptConcurrencyIntegrationTests {

	private static final int CALLERS = 64;

	private static final int SAVES = 10_000;

	private static final int PROMPTS = 100;

	private final PromptBench bench;

	private final String key = UUID.randomUUID().toString();

	private final Random random = new Random(20261121);

	PromptConcurrencyIntegrationTests(@Autowired WebTestClient client, @Autowired DatabaseClient database) {
		this.bench = new PromptBench(client.mutate().responseTimeout(Duration.ofMinutes(2)).build(), database);
	}

	@Test
	void everyConcurrentUseOfOnePromptCountsOnce() {
		List<Http.Answer> answers = concurrently(
				Collections.nCopies(SAVES, () -> this.bench.http().post(PromptBench.PROMPTS, prompt(0))));

		assertThat(answers.stream().filter((answer) -> answer.status() == 201)).hasSize(1);
		assertThat(answers.stream().filter((answer) -> answer.status() == 200)).hasSize(SAVES - 1);
		assertThat(answers.stream().map((answer) -> answer.json().get("total_uses").longValue()))
			.containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, SAVES).boxed().toList());
		assertThat(this.bench.uses(this.key)).containsExactly(Map.entry(text(0), (long) SAVES));
	}

	@Test
	void countsAreExactWhenManyPromptsAreUsedInAnyOrder() {
		List<Integer> uses = new ArrayList<>(IntStream.range(0, SAVES).mapToObj((i) -> i % PROMPTS).toList());
		Collections.shuffle(uses, this.random);
		List<Callable<Http.Answer>> calls = new ArrayList<>();
		int next = 0;
		while (next < SAVES) {
			int size = (this.random.nextInt(4) > 0) ? 1 : Math.min(1 + this.random.nextInt(150), SAVES - next);
			List<Map<String, String>> prompts = uses.subList(next, next + size).stream().map(this::prompt).toList();
			calls.add(call(prompts, next));
			next += size;
		}

		List<Http.Answer> answers = concurrently(calls);

		assertThat(answers).allSatisfy((answer) -> assertThat(answer.status()).as(answer.text()).isIn(200, 201));
		assertThat(answers.stream().mapToLong(PromptConcurrencyIntegrationTests::created).sum()).isEqualTo(PROMPTS);
		Map<String, Long> counted = this.bench.uses(this.key);
		assertThat(counted).hasSize(PROMPTS);
		assertThat(counted.values()).containsOnly((long) SAVES / PROMPTS);
	}

	@Test
	void batchesOfSameNewPromptsInOppositeOrdersSucceed() {
		List<Callable<Http.Answer>> calls = new ArrayList<>();
		Map<String, Long> expected = new HashMap<>();
		for (int round = 0; round < 5; round++) {
			List<Map<String, String>> prompts = new ArrayList<>();
			for (int i = 0; i < 600; i++) {
				prompts.add(prompt(1_000 * round + i));
				expected.put(text(1_000 * round + i), 6L);
			}
			List<Map<String, String>> reversed = new ArrayList<>(prompts);
			Collections.reverse(reversed);
			for (int i = 0; i < 3; i++) {
				calls.add(call(prompts, i));
				calls.add(call(reversed, i));
			}
		}

		List<Http.Answer> answers = concurrently(calls);

		assertThat(answers).extracting(Http.Answer::status).containsOnly(200);
		assertThat(answers.stream().mapToLong(PromptConcurrencyIntegrationTests::created).sum())
			.isEqualTo(expected.size());
		assertThat(this.bench.uses(this.key)).isEqualTo(expected);
	}

	@Test
	void savesThatLinkImageDuringItsDeletionSucceed() {
		List<Callable<Http.Answer>> calls = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			String image = this.bench.awaited();
			for (int n = 0; n < 6; n++) {
				int prompt = n % 3;
				calls.add(() -> this.bench.http()
					.post(PromptBench.PROMPTS, Map.of("prompt_text", text(prompt), "image_id", image)));
			}
			calls.add(calls.size() - this.random.nextInt(6),
					() -> this.bench.http().send(HttpMethod.DELETE, "/api/images/" + image));
		}

		List<Http.Answer> answers = concurrently(calls);

		assertThat(answers).allSatisfy((answer) -> assertThat(answer.status()).as(answer.text()).isIn(200, 201, 204));
		assertThat(this.bench.uses(this.key).values()).containsOnly(100L);
		for (int i = 0; i < 3; i++) {
			assertThat(this.bench.images(this.bench.save(prompt(i)).path("id").asLong())).isEmpty();
		}
	}

	// Sends one prompt alone; several as JSON, as JSON in one transaction, or as NDJSON.
	private Callable<Http.Answer> call(List<Map<String, String>> prompts, int variant) {
		if (prompts.size() == 1) {
			return () -> this.bench.http().post(PromptBench.PROMPTS, prompts.get(0));
		}
		Http keyed = this.bench.http().with("Idempotency-Key", UUID.randomUUID().toString());
		return switch (variant % 4) {
			case 0 -> () -> this.bench.batch("", prompts);
			case 1 -> () -> this.bench.batch("?atomic=true", prompts);
			case 2 -> () -> keyed.post(PromptBench.BATCH, Map.of("prompts", prompts));
			default -> () -> this.bench.http()
				.send(HttpMethod.POST, PromptBench.BATCH, MediaType.APPLICATION_NDJSON, PromptBench.lines(prompts));
		};
	}

	private static long created(Http.Answer answer) {
		if (answer.text().indexOf('\n') > 0) {
			return answer.lines().stream().filter((line) -> line.path("status").asString().equals("created")).count();
		}
		JsonNode created = answer.json().get("created");
		if (created != null) {
			return created.longValue();
		}
		return (answer.status() == 201) ? 1 : 0;
	}

	private static List<Http.Answer> concurrently(List<Callable<Http.Answer>> calls) {
		return Objects.requireNonNull(Flux.fromIterable(calls)
			.flatMap((call) -> Mono.fromCallable(call).subscribeOn(Callers.SCHEDULER), CALLERS)
			.collectList()
			.block());
	}

	private Map<String, String> prompt(int i) {
		return PromptBench.prompt(text(i));
	}

	private String text(int i) {
		return this.key + " " + i;
	}

}
