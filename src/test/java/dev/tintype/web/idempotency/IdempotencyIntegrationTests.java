package dev.tintype.web.idempotency;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.reactive.TransactionalOperator;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class IdempotencyIntegrationTests {

	private static final int CALLERS = 24;

	private final Http http;

	private final DatabaseClient database;

	private final TransactionalOperator transactions;

	private final String key = UUID.randomUUID().toString();

	private final Http keyed;

	private final KeyedImage image;

	IdempotencyIntegrationTests(@Autowired WebTestClient client, @Autowired DatabaseClient database,
			@Autowired TransactionalOperator transactions) {
		this.http = new Http(client);
		this.database = database;
		this.transactions = transactions;
		this.keyed = this.http.with("Idempotency-Key", this.key);
		this.image = KeyedImage.register(this.http);
	}

	@Test
	void repeatedRequestGetsFirstResponseAndIsExecutedOnce() {
		Http.Answer first = this.keyed.post(KeyedImage.CAPTIONS, this.image.captions("a"));
		this.http.post(KeyedImage.CAPTIONS, this.image.captions("b"));

		Http.Answer again = this.keyed.post(KeyedImage.CAPTIONS, this.image.captions("a"));

		assertThat(first.status()).isEqualTo(200);
		assertThat(first.json().get("saved").intValue()).isEqualTo(1);
		assertThat(first.result().getResponseHeaders().containsHeader("Idempotent-Replayed")).isFalse();
		KeyedImage.assertReplayed(again, first);
		assertThat(this.image.history()).containsExactly("b", "a");
	}

	@Test
	void repeatedBatchOfManyChunksIsExecutedOnce() {
		Map<String, ?> body = this.image
			.captions(IntStream.range(0, 1_201).mapToObj(Integer::toString).toArray(String[]::new));

		Http.Answer first = this.keyed.post(KeyedImage.CAPTIONS, body);

		assertThat(first.json().get("saved").intValue()).isEqualTo(1_201);
		KeyedImage.assertReplayed(this.keyed.post(KeyedImage.CAPTIONS, body), first);
		assertThat(this.image.history()).hasSize(1_201).first().isEqualTo("1200");
	}

	@Test
	void keyOfAnotherRequestIsRefused() {
		this.keyed.post(KeyedImage.CAPTIONS, this.image.captions("a"));

		for (Http.Answer answer : List.of(this.keyed.post(KeyedImage.CAPTIONS, this.image.captions("b")),
				this.keyed.post(KeyedImage.CAPTIONS + "?overwrite=true", this.image.captions("a")),
				this.keyed.post(KeyedImage.FILES, KeyedImage.files("a.jpg")))) {
			assertThat(answer.status()).isEqualTo(422);
			assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
			assertThat(answer.json().get("type").stringValue()).isEqualTo("/problems/idempotency-key-reused");
		}
		assertThat(this.image.history()).containsExactly("a");
	}

	@Test
	void onlyOneOfManyConcurrentRequestsIsExecuted() {
		List<Http.Answer> answers = concurrently(CALLERS).collectList().blockOptional().orElseThrow();

		List<Http.Answer> worked = answers.stream()
			.filter((answer) -> answer.status() == 200 && !KeyedImage.isReplayed(answer))
			.toList();
		assertThat(answers).hasSize(CALLERS);
		assertThat(worked).hasSize(1);
		assertThat(answers).allSatisfy((answer) -> {
			if (answer.status() == 409) {
				assertThat(answer.json().get("type").stringValue()).isEqualTo("/problems/idempotency-in-progress");
			}
			else {
				assertThat(answer.status()).isEqualTo(200);
				assertThat(answer.bytes()).isEqualTo(worked.get(0).bytes());
			}
		});
		KeyedImage.assertReplayed(this.keyed.post(KeyedImage.CAPTIONS, this.image.captions("a")), worked.get(0));
		assertThat(this.image.history()).containsExactly("a");
	}

	@Test
	void requestIsRefusedWhileFirstIsInProgress() {
		Sinks.Empty<Void> locked = Sinks.empty();
		Sinks.Empty<Void> release = Sinks.empty();
		Mono<Void> lock = this.database.sql("SELECT image_id FROM images WHERE image_id = :id FOR UPDATE")
			.bind("id", UUID.fromString(this.image.id()))
			.fetch()
			.all()
			.then(Mono.fromRunnable(locked::tryEmitEmpty))
			.then(release.asMono());

		List<Integer> statuses = Flux
			.merge(this.transactions.transactional(lock).cast(Integer.class),
					locked.asMono()
						.thenMany(concurrently(2).doOnNext((answer) -> release.tryEmitEmpty()))
						.map(Http.Answer::status))
			.collectList()
			.blockOptional()
			.orElseThrow();

		assertThat(statuses).containsExactly(409, 200);
		assertThat(this.image.history()).containsExactly("a");
	}

	@Test
	void refusedBatchIsRefusedAgain() {
		Map<String, ?> body = Map.of("captions", List.of(Map.of("image_id", this.image.id(), "caption", "a"),
				Map.of("image_id", UUID.randomUUID().toString(), "caption", "a")));

		Http.Answer first = this.keyed.post(KeyedImage.CAPTIONS + "?atomic=true", body);

		assertThat(first.status()).isEqualTo(409);
		assertThat(first.json().get("type").stringValue()).isEqualTo("/problems/batch-refused");
		assertThat(first.json().at("/results/1/status").asString()).isEqualTo("missing");
		KeyedImage.assertReplayed(this.keyed.post(KeyedImage.CAPTIONS + "?atomic=true", body), first);
		assertThat(this.keyed.post(KeyedImage.CAPTIONS, body).status()).isEqualTo(422);
		assertThat(this.image.history()).isEmpty();
	}

	@Test
	void invalidRequestIsRefusedAgain() {
		Http.Answer first = this.keyed.post(KeyedImage.CAPTIONS, Map.of("captions", "none"));

		assertThat(first.status()).isEqualTo(400);
		assertThat(first.pointer()).isEqualTo("/captions");
		KeyedImage.assertReplayed(this.keyed.post(KeyedImage.CAPTIONS, Map.of("captions", "none")), first);
	}

	@Test
	void failureIsNotStored() {
		String text = "forbidden " + this.key;
		run("ALTER TABLE captions ADD CONSTRAINT forbidden CHECK (text <> '" + text + "')");
		Http.Answer failed;
		try {
			failed = this.keyed.post(KeyedImage.CAPTIONS, this.image.captions(text));
		}
		finally {
			run("ALTER TABLE captions DROP CONSTRAINT forbidden");
		}

		Http.Answer answer = this.keyed.post(KeyedImage.CAPTIONS, this.image.captions(text));

		assertThat(failed.status()).isEqualTo(500);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(KeyedImage.isReplayed(answer)).isFalse();
		assertThat(this.image.history()).containsExactly(text);
	}

	@Test
	void keyExpiresAfterOneDay() {
		this.keyed.post(KeyedImage.CAPTIONS, this.image.captions("a"));
		age(Duration.ofHours(23));
		assertThat(KeyedImage.isReplayed(this.keyed.post(KeyedImage.CAPTIONS, this.image.captions("a")))).isTrue();
		age(Duration.ofHours(1));

		Http.Answer answer = this.keyed.post(KeyedImage.CAPTIONS, this.image.captions("b"));

		assertThat(answer.status()).isEqualTo(200);
		assertThat(KeyedImage.isReplayed(answer)).isFalse();
		KeyedImage.assertReplayed(this.keyed.post(KeyedImage.CAPTIONS, this.image.captions("b")), answer);
		assertThat(this.image.history()).containsExactly("b", "a");
	}

	@Test
	void filesAreRegisteredOnce() {
		String[] names = Collections.nCopies(501, this.key).toArray(String[]::new);

		Http.Answer first = this.keyed.post(KeyedImage.FILES, KeyedImage.files(names));
		Http.Answer again = this.keyed.post(KeyedImage.FILES, KeyedImage.files(names));

		assertThat(first.status()).isEqualTo(201);
		assertThat(first.json().get("image_ids").size()).isEqualTo(501);
		KeyedImage.assertReplayed(again, first);
		assertThat(this.http.get("/api/images?search={s}", this.key).json().get("total").intValue()).isEqualTo(501);
	}

	private Flux<Http.Answer> concurrently(int callers) {
		return Flux.range(0, callers)
			.flatMap((i) -> Mono.fromCallable(() -> this.keyed.post(KeyedImage.CAPTIONS, this.image.captions("a")))
				.subscribeOn(Callers.SCHEDULER), callers);
	}

	private void run(String sql) {
		this.database.sql(sql).fetch().rowsUpdated().block();
	}

	/** Makes the stored answer older. */
	private void age(Duration by) {
		Instant created = Objects
			.requireNonNull(this.database.sql("SELECT created_at FROM idempotent_answers WHERE idempotency_key = :key")
				.bind("key", this.key)
				.mapValue(Instant.class)
				.one()
				.block());
		this.database.sql("UPDATE idempotent_answers SET created_at = :created WHERE idempotency_key = :key")
			.bind("created", created.minus(by))
			.bind("key", this.key)
			.fetch()
			.rowsUpdated()
			.block();
	}

}
