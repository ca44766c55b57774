package dev.tintype.text.prompt;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.sql.Statements;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.reactive.TransactionalOperator;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
@TestPropertySource(properties = "tintype.stream.chunk-size=3")
class PromptCleanupIntegrationTests {

	private static final String CLEANUP = "/api/prompts/cleanup";

	private final Http http;

	private final Statements statements;

	private final DatabaseClient database;

	private final TransactionalOperator elsewhere;

	private final TestPrompts prompts;

	private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

	PromptCleanupIntegrationTests(@Autowired WebTestClient client, @Autowired Statements statements,
			@Autowired DatabaseClient database, @Autowired TransactionalOperator elsewhere) {
		this.http = new Http(client);
		this.statements = statements;
		this.database = database;
		this.elsewhere = elsewhere;
		this.prompts = new TestPrompts(statements);
	}

	@BeforeEach
	void empty() {
		this.statements.sql("DELETE FROM prompts").then().block();
	}

	@Test
	void emptyLibraryHasEmptyStatistics() {
		JsonNode json = this.http.get("/api/prompts/stats/overview").json();

		assertThat(json.path("total_prompts").asInt(-1)).isZero();
		assertThat(json.path("total_uses").asInt(-1)).isZero();
		assertThat(json.path("thumbnail_bytes").asInt(-1)).isZero();
		assertThat(json.get("average_thumbnail_bytes").isNull()).isTrue();
		assertThat(json.get("most_popular").isNull()).isTrue();
		assertThat(json.path("models").size()).isZero();
		assertThat(json.get("oldest_use").isNull()).isTrue();
		assertThat(json.get("newest_use").isNull()).isTrue();
		assertThat(this.http.get("/api/prompts").json().path("total").asInt(-1)).isZero();
		assertThat(this.http.get("/api/prompts/export?format=csv").text().lines()).hasSize(1);
		assertThat(this.http.get("/api/prompts/export").bytes()).isEmpty();
		assertThat(this.http.send(HttpMethod.POST, CLEANUP).json().path("deleted").asInt(-1)).isZero();
	}

	@Test
	void oldPromptsWithoutThumbnailAreDeleted() {
		for (int i = 0; i < 8; i++) {
			insert(91 + i);
		}
		long young = insert(89);
		long illustrated = insert(300);
		this.prompts.illustrate(illustrated, new byte[] { 1 });

		Http.Answer dry = this.http.post(CLEANUP, Map.of("dry_run", true));
		assertThat(dry.json().toString()).isEqualTo("{\"deleted\":8,\"days\":90,\"dry_run\":true}");
		assertThat(ids()).hasSize(10);
		Http.Answer done = this.http.send(HttpMethod.POST, CLEANUP);

		assertThat(done.status()).isEqualTo(200);
		assertThat(done.json().toString()).isEqualTo("{\"deleted\":8,\"days\":90,\"dry_run\":false}");
		assertThat(ids()).containsExactly(young, illustrated);
		assertThat(this.http.post(CLEANUP, Map.of("days", 1)).json().path("deleted").asInt()).isEqualTo(1);
		assertThat(ids()).containsExactly(illustrated);
	}

	@Test
	void cleanupSkipsPromptInUseWithoutWaiting() {
		long used = insert(100);
		insert(100);

		Http.Answer answer = Objects.requireNonNull(
				// Not through the service, because on H2 the cleanup would wait for it.
				this.elsewhere
					.transactional(this.database
						.sql("UPDATE prompts SET total_uses = total_uses + 1, last_used_at = :now WHERE id = :id")
						.bind("now", OffsetDateTime.ofInstant(this.now, ZoneOffset.UTC))
						.bind("id", used)
						.then()
						.then(Mono.fromCallable(() -> this.http.send(HttpMethod.POST, CLEANUP))
							.subscribeOn(Callers.SCHEDULER)))
					.block());

		assertThat(answer.json().path("deleted").asInt()).isEqualTo(1);
		assertThat(ids()).containsExactly(used);
	}

	@Test
	void keyedCleanupRunsOnce() {
		insert(100);
		Http keyed = this.http.with("Idempotency-Key", UUID.randomUUID().toString());

		assertThat(keyed.post(CLEANUP, Map.of()).json().path("deleted").asInt()).isEqualTo(1);
		insert(100);
		Http.Answer again = keyed.post(CLEANUP, Map.of());

		assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
		assertThat(again.json().path("deleted").asInt()).isEqualTo(1);
		assertThat(ids()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"days\":0}", "{\"days\":-1}", "{\"days\":3651}", "{\"days\":1.5}", "{\"days\":\"90\"}",
			"{\"dry_run\":\"yes\"}", "[]", "null", "{" })
	void invalidBodyIsRefused(String body) {
		insert(5_000);

		assertThat(this.http
			.send(HttpMethod.POST, CLEANUP, MediaType.APPLICATION_JSON, body.getBytes(StandardCharsets.UTF_8))
			.status()).isEqualTo(400);
		assertThat(ids()).hasSize(1);
	}

	@Test
	void limitsOfDaysAreAccepted() {
		insert(3_651);
		insert(3_649);

		assertThat(this.http.post(CLEANUP, Map.of("days", 3_650)).json().path("deleted").asInt()).isEqualTo(1);
		assertThat(this.http
			.send(HttpMethod.POST, CLEANUP, MediaType.TEXT_PLAIN, "{\"days\":1}".getBytes(StandardCharsets.UTF_8))
			.status()).isEqualTo(415);
		assertThat(this.http.post(CLEANUP, Map.of("days", 1, "other", 5)).json().path("deleted").asInt()).isEqualTo(1);
	}

	private long insert(int daysAgo) {
		return this.prompts.insert(UUID.randomUUID().toString(), 1, this.now.minus(Duration.ofDays(daysAgo)), null);
	}

	private List<Long> ids() {
		return this.http.get("/api/prompts/export").lines().stream().map((line) -> line.path("id").asLong()).toList();
	}

}
