package dev.tintype.data.replica;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import dev.tintype.TintypeApplication;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.StreamingServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads through a service with four replica URLs: a real replica, one that cannot be
 * reached, the primary itself, and another database of the replica. Each test begins with
 * a row that has another name in the replica, whose replay is paused. The class runs
 * once, on separate servers.
 */
@EnabledIfSystemProperty(named = "tintype.test.database", matches = "postgresql")
class ReplicaIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final String LSN = "X-Tintype-LSN";

	private static final String MARKER = "/api/documents/marker";

	private static final UUID IMAGE = UUID.fromString("019a0000-0000-7000-8000-000000000001");

	@TempDir
	private static Path directory;

	private static StreamingServers servers;

	private static ConfigurableApplicationContext service;

	private static Http http;

	private static int parts;

	@BeforeAll
	static void start() throws IOException, InterruptedException, SQLException {
		servers = StreamingServers.start();
		service = SpringApplication.run(TintypeApplication.class, "--tintype.env-file=", "--server.port=0",
				"--tintype.data-dir=" + directory, "--tintype.db.min-connections=1", "--tintype.db.acquire-timeout=25s",
				// Work that writes nothing must keep no reader off the replica.
				"--tintype.jobs.poll=10ms", "--tintype.db.url=" + servers.primaryUrl(),
				"--tintype.db.replica-urls=" + servers.replicaUrl() + ",postgresql://me:canary@127.0.0.1:1,"
						+ servers.primaryUrl() + "," + servers.replicaUrl().replace("/postgres?", "/template1?"));
		http = new Http(WebTestClient.bindToServer()
			.baseUrl("http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port"))
			.responseTimeout(LIMIT)
			.build());
		servers.onPrimary("""
				INSERT INTO images (image_id, filename, filename_folded, file_path, is_uploaded, is_stored, created_at,
				  updated_at)
				VALUES ('%s', 'marker.png', 'marker.png', '/replica', FALSE, FALSE, now(), now())
				""".formatted(IMAGE));
		String end = Objects.requireNonNull(servers.onPrimary("SELECT pg_current_wal_insert_lsn()"));
		Callers.await(() -> "t".equals(servers.onReplica("SELECT pg_last_wal_replay_lsn() >= '%s'".formatted(end))));
	}

	@AfterAll
	static void stop() throws IOException, InterruptedException {
		service.close();
		servers.close();
	}

	@BeforeEach
	void part() throws SQLException {
		save("replica");
		servers.onPrimary("UPDATE document SET name = 'replica' WHERE code = 'marker'");
		// A separate number, because the replica may still show the writes of an
		// earlier test.
		String number = Integer.toString(++parts);
		servers.onPrimary(
				"UPDATE images SET file_path = '/replica', filename = 'replica.png', filename_folded = 'replica.png',"
						+ " width = " + number);
		Callers.await(() -> number.equals(servers.onReplica("SELECT width FROM images")));
		servers.onReplica("SELECT pg_wal_replay_pause()");
		Callers.await(() -> "paused".equals(servers.onReplica("SELECT pg_get_wal_replay_pause_state()")));
		servers.onPrimary(
				"UPDATE images SET file_path = '/primary', filename = 'primary.png', filename_folded = 'primary.png'");
		servers.onPrimary("UPDATE document SET name = 'primary' WHERE code = 'marker'");
	}

	@AfterEach
	void join() throws SQLException {
		servers.onReplica("SELECT pg_wal_replay_resume()");
	}

	@Test
	void readingRequestsGoToReplica() {
		awaitReplica(() -> http.get("/api/documents").text());
		awaitReplica(() -> http.with("Accept", "application/x-ndjson").get("/api/images").text());
		awaitReplica(() -> http.get("/api/images?regex={regex}", "^rep+lica").text());
		byte[] ids = "{\"image_ids\":[\"%s\"]}".formatted(IMAGE).getBytes(StandardCharsets.UTF_8);
		awaitReplica(() -> http.send(HttpMethod.POST, "/api/images/paths", MediaType.APPLICATION_JSON, ids).text());
		byte[] line = "{\"image_id\":\"%s\"}%n".formatted(IMAGE).getBytes(StandardCharsets.UTF_8);
		awaitReplica(() -> http.send(HttpMethod.POST, "/api/images/paths", MediaType.APPLICATION_NDJSON, line).text());
		assertThat(http.send(HttpMethod.HEAD, MARKER).status()).isEqualTo(200);
		assertThat(http.get(MARKER).header(LSN)).isEqualTo("null");
	}

	// On a busy machine, the replica may respond late to the question for its position,
	// and the database answers until the next question.
	private static void awaitReplica(Supplier<String> read) {
		Callers.await(() -> read.get().contains("replica"));
	}

	@Test
	void writerReadsItsOwnWritesWhileReplicaLags() throws SQLException {
		awaitRead("replica");
		Http.Answer saved = save("written");
		assertThat(name()).isEqualTo("written");
		String end = Objects.requireNonNull(servers.onPrimary("SELECT pg_current_wal_insert_lsn()"));
		assertThat(Lsn.parse(saved.header(LSN)).bytesTo(Lsn.parse(end))).isLessThan(10_000);
		assertThat(saved.header(LSN)).isGreaterThan("0/1000000");
		assertThat(name()).isEqualTo("written");
		servers.onReplica("SELECT pg_wal_replay_resume()");
		Callers.await(() -> "written".equals(servers.onReplica("SELECT name FROM document WHERE code = 'marker'")));
		part();
		awaitRead("replica");
	}

	@Test
	void databaseAnswersRequestThatNeedsLaterPosition() throws SQLException {
		awaitRead("replica");
		String end = Objects.requireNonNull(servers.onPrimary("SELECT pg_current_wal_insert_lsn()"));
		assertThat(http.with(LSN, end).get(MARKER).json().get("name").asString()).isEqualTo("primary");
		awaitReplica(() -> http.with(LSN, "0/1").get(MARKER).text());
		servers.onReplica("SELECT pg_wal_replay_resume()");
		awaitRead("primary");
	}

	@Test
	void listingOfReplicaTellsPositionOfFeedThatReplicaShows() throws SQLException {
		String begin = http.get("/api/changes").json().path("next").asString();
		String kind = UUID.randomUUID().toString();
		servers.onPrimary("INSERT INTO changes (topic, kind, count) VALUES ('documents', '%s', 1)".formatted(kind));
		Callers.await(() -> http.get("/api/changes?limit=1000&after={after}", begin).text().contains(kind));
		AtomicReference<String> shown = new AtomicReference<>("");
		awaitReplica(() -> {
			Http.Answer listing = http.get("/api/documents");
			shown.set(listing.header("X-Tintype-Change"));
			return listing.text();
		});
		assertThat(http.get("/api/changes?limit=1000&after={after}", Objects.requireNonNull(shown.get())).text())
			.contains(kind);
	}

	@Test
	void repeatedResponseContainsPositionOfWrite() {
		Http keyed = http.with("Idempotency-Key", UUID.randomUUID().toString());
		Map<String, String> body = Map.of("code", "keyed", "name", "Keyed", "content", "words");
		Lsn first = Lsn.parse(keyed.post("/api/documents", body).header(LSN));
		Http.Answer again = keyed.post("/api/documents", body);
		assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
		assertThat(Lsn.parse(again.header(LSN)).reaches(first)).isTrue();
	}

	@Test
	void malformedPositionIsRefused() {
		for (String text : List.of("x", "16", "16/", "/1", "16/B374D8481", "1/2, z")) {
			Http.Answer answer = http.with(LSN, text).get(MARKER);
			assertThat(answer.status()).as(text).isEqualTo(400);
			assertThat(answer.pointer()).isEqualTo(LSN);
		}
	}

	@Test
	void readersNoticeNothingWhenReplicaStops() throws IOException, InterruptedException, SQLException {
		awaitRead("replica");
		AtomicInteger reads = new AtomicInteger();
		AtomicBoolean over = new AtomicBoolean();
		Mono<List<String>> readers = Flux.range(0, 6)
			.flatMap((i) -> Mono.fromCallable(() -> read(reads, over)).subscribeOn(Callers.SCHEDULER), 6)
			.collectList()
			.cache();
		readers.subscribe();
		Callers.await(() -> reads.get() > 100);
		servers.stopReplica();
		int stopped = reads.get();
		Callers.await(() -> reads.get() > stopped + 100);
		assertThat(name()).isEqualTo("primary");
		Callers.await(() -> !replica(0).get("healthy").asBoolean());
		assertThat(replica(0).get("remark").asString()).isNotBlank();
		servers.startReplica();
		Callers.await(() -> replica(0).get("healthy").asBoolean());
		over.set(true);
		assertThat(readers.block(LIMIT)).containsOnly("200");
		part();
		awaitRead("replica");
	}

	@Test
	void healthReportsReplicas() throws SQLException {
		awaitRead("replica");
		Callers.await(() -> !replica(3).get("remark").asString().startsWith("It has not"));
		JsonNode health = http.get("/api/database/health").json();
		assertThat(health.get("database").asString()).isEqualTo("healthy");
		assertThat(health.get("replicas")).hasSize(4);
		assertThat(replica(0).propertyNames()).containsExactly("url", "healthy", "latency_ms", "lag_bytes", "remark");
		Callers.await(() -> replica(0).get("healthy").asBoolean());
		assertThat(replica(0).get("latency_ms").asDouble()).isPositive();
		assertThat(replica(0).get("lag_bytes").asLong()).isPositive();
		assertThat(replica(1).get("url").asString()).isEqualTo("postgresql://127.0.0.1:1/postgres");
		assertThat(replica(1).get("healthy").asBoolean()).isFalse();
		assertThat(replica(1).get("lag_bytes").isNull()).isTrue();
		assertThat(replica(2).get("remark").asString()).isEqualTo("It is not a replica");
		assertThat(replica(3).get("remark").asString()).isEqualTo("It is a replica of another database");
		assertThat(http.get("/actuator/health").json().at("/components/database/status").asString()).isEqualTo("UP");
		assertThat(http.get("/actuator/health").json().at("/components/database/details/replicas/0/url").asString())
			.isEqualTo(replica(0).get("url").asString());
		assertThat(http.get("/actuator/prometheus").text()).contains(
				"tintype_replica_healthy{replica=\"postgresql://127.0.0.1:1/postgres\"} 0.0",
				"tintype_replica_lag_bytes{replica=\"" + replica(0).get("url").asString());
		servers.onReplica("SELECT pg_wal_replay_resume()");
		Callers.await(() -> replica(0).get("lag_bytes").asLong() == 0);
	}

	private static JsonNode replica(int index) {
		return http.get("/api/database/health").json().get("replicas").get(index);
	}

	private static String read(AtomicInteger reads, AtomicBoolean over) {
		String status = "200";
		while (!over.get() && status.equals("200")) {
			status = Integer.toString(http.get(MARKER).status());
			reads.incrementAndGet();
		}
		return status;
	}

	private static Http.Answer save(String name) {
		byte[] body = "{\"name\":\"%s\",\"content\":\"words\"}".formatted(name).getBytes(StandardCharsets.UTF_8);
		Http.Answer answer = http.send(HttpMethod.PUT, MARKER, MediaType.APPLICATION_JSON, body);
		assertThat(answer.status()).isBetween(200, 204);
		return answer;
	}

	private static String name() {
		return http.get(MARKER).json().get("name").asString();
	}

	private static void awaitRead(String name) {
		Callers.await(() -> name().equals(name));
	}

}
