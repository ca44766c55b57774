package dev.tintype.operation.status;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import dev.tintype.data.database.Instance;
import dev.tintype.data.sql.Statements;
import dev.tintype.support.DataSettings;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class FigureIntegrationTests {

	@Autowired
	private WebTestClient client;

	@Autowired
	private DataSettings data;

	@Autowired
	private Instance instance;

	private Http http;

	@BeforeEach
	void client() {
		this.http = new Http(this.client);
	}

	@Test
	void healthNamesDatabaseWithoutCredentials() {
		Http.Answer answer = this.http.get("/api/database/health");
		assertThat(answer.status()).isEqualTo(200);
		JsonNode health = answer.json();
		String type = TestDatabase.dialect().name().toLowerCase(Locale.ROOT);
		assertThat(health.propertyNames()).containsExactly("database", "type", "version", "url", "latency_ms",
				"instance", "replicas");
		assertThat(health.get("database").asString()).isEqualTo("healthy");
		assertThat(health.get("instance").asString()).isEqualTo(this.instance.id());
		assertThat(health.get("type").asString()).isEqualTo(type);
		assertThat(health.get("version").asString()).matches("\\d+\\.\\d+.*");
		assertThat(health.get("url").asString()).startsWith(type + ":").doesNotContain("@");
		assertThat(health.get("latency_ms").asDouble()).isPositive();
		assertThat(health.get("replicas").isArray()).isTrue();
	}

	@Test
	void healthReportsEncodingOfFileNames() {
		JsonNode health = this.http.get("/actuator/health").json().path("components").path("fileNames");
		assertThat(health.path("status").asString()).isEqualTo("UP");
		assertThat(health.at("/details/encoding").asString()).isEqualTo(System.getProperty("sun.jnu.encoding"));
	}

	@Test
	void healthReportsDiskOfDataFolder() {
		JsonNode health = this.http.get("/actuator/health").json().path("components").path("diskSpace");
		assertThat(health.path("status").asString()).isEqualTo("UP");
		Path reported = Path.of(health.at("/details/path").asString());
		assertThat(this.data.dataDir()).startsWith(reported);
		assertThat(reported).exists().isNotEqualTo(Path.of("").toAbsolutePath());
	}

	@Test
	void poolReportsItsConnections() {
		JsonNode pool = this.http.get("/api/database/pool").json();
		assertThat(pool.propertyNames()).containsExactly("size", "idle", "acquired", "pending", "min_size", "max_size");
		assertThat(pool.get("min_size").asInt()).isEqualTo(1);
		assertThat(pool.get("max_size").asInt()).isEqualTo(10);
		assertThat(pool.get("size").asInt()).isBetween(1, 10);
	}

	@Test
	void schemaOfMigrationsIsCompatible() {
		JsonNode answer = this.http.get("/api/database/compatibility").json();
		assertThat(answer.get("differences")).isEmpty();
		assertThat(answer.get("compatible").asBoolean()).isTrue();
	}

	@Test
	void migrationsAreListedInOrder() {
		List<JsonNode> items = this.http.get("/api/database/migrations").json().get("items").valueStream().toList();
		assertThat(items).extracting((item) -> item.get("version").asString())
			.contains("1")
			.isSortedAccordingTo((one, other) -> Integer.compare(Integer.parseInt(one), Integer.parseInt(other)));
		assertThat(items).allSatisfy((item) -> {
			assertThat(item.propertyNames()).containsExactly("version", "description", "state", "installed_on");
			assertThat(item.get("state").asString()).isEqualTo("success");
			assertThat(item.get("installed_on").asString()).endsWith("Z");
		});
		assertThat(items.get(0).get("description").asString()).isEqualTo("schema");
	}

	@Test
	void statsNameEveryTableExceptFlyways() {
		JsonNode stats = this.http.get("/api/database/stats").json();
		assertThat(stats.get("size_bytes").asLong()).isPositive();
		assertThat(stats.get("tables").valueStream().map((table) -> table.get("table").asString()))
			.contains("images", "captions", "prompts")
			.doesNotContain("flyway_schema_history")
			.isSorted();
	}

	@Test
	void statsCountVersionsByTierAndState(@Autowired Statements statements) {
		JsonNode before = this.http.get("/api/database/stats").json();
		UUID asset = UUID.randomUUID();
		statements.sql("INSERT INTO media_assets (id, original_filename) VALUES (:id, 'a.jpg')")
			.bind("id", asset)
			.then()
			.block();
		for (String version : List.of("'bronze', 'promoted'", "'silver', 'processed'", "'gold', NULL")) {
			statements.sql("""
					INSERT INTO file_versions (media_asset_id, tier, processing_state, file_path, file_hash, file_size,
					  mime_type) VALUES (:id, %s, 'p', 'h', 1, 'image/jpeg')
					""".formatted(version)).bind("id", asset).then().block();
		}
		JsonNode stats = this.http.get("/api/database/stats").json();
		statements.sql("DELETE FROM media_assets WHERE id = :id").bind("id", asset).then().block();

		assertThat(stats.get("tiers").propertyNames()).containsExactly("bronze", "silver", "gold");
		assertThat(stats.get("processing_states").propertyNames()).containsExactly("processed", "promoted", "rejected");
		for (String added : List.of("/tiers/bronze", "/tiers/silver", "/tiers/gold", "/processing_states/processed",
				"/processing_states/promoted")) {
			assertThat(stats.at(added).asLong()).as(added).isEqualTo(before.at(added).asLong() + 1);
		}
		assertThat(stats.at("/processing_states/rejected")).isEqualTo(before.at("/processing_states/rejected"));
	}

	@Test
	void statsCountExactly(@Autowired Statements statements) {
		long before = operations();
		for (int i = 0; i < 3; i++) {
			statements.sql("INSERT INTO caption_operations (operation_id, created_at, saved) VALUES (:id, now(), 1)")
				.bind("id", UUID.randomUUID())
				.then()
				.block();
		}
		assertThat(operations()).isEqualTo(before + 3);
		JsonNode stats = this.http.get("/api/database/stats").json();
		assertThat(stats.get("rows").asLong())
			.isEqualTo(stats.get("tables").valueStream().mapToLong((table) -> table.get("rows").asLong()).sum());
	}

	private long operations() {
		return this.http.get("/api/database/stats")
			.json()
			.get("tables")
			.valueStream()
			.filter((table) -> table.get("table").asString().equals("caption_operations"))
			.mapToLong((table) -> table.get("rows").asLong())
			.sum();
	}

	@Test
	void actuatorReportsSameHealth() {
		JsonNode details = this.http.get("/actuator/health").json().at("/components/database/details");
		JsonNode health = this.http.get("/api/database/health").json();
		for (String name : List.of("type", "version", "url")) {
			assertThat(details.get(name)).as(name).isEqualTo(health.get(name));
		}
		assertThat(details.get("latency_ms").asDouble()).isPositive();
		assertThat(details.get("pool").propertyNames()).contains("min_size", "pending");
	}

	@Test
	void prometheusHasTimesOfRequestsByRouteAndStatus() {
		this.http.get("/api/database/health");
		this.http.get("/api/images/none");
		this.http.get("/api/nowhere/to-be-found");
		List<String> times = List.of(timed("none", "SUCCESS", 200, "/api/database/health"),
				timed("ProblemException", "CLIENT_ERROR", 404, "/api/images/{id}"),
				timed("ProblemException", "CLIENT_ERROR", 404, "NOT_FOUND"));
		// The time is recorded after the response has been sent, perhaps after the next
		// request.
		Callers.await(() -> times.stream().allMatch(prometheus()::contains));
		assertThat(prometheus()).doesNotContain("to-be-found");
	}

	private String prometheus() {
		return this.http.get("/actuator/prometheus").text();
	}

	private static String timed(String exception, String outcome, int status, String uri) {
		return "http_server_requests_seconds_count{exception=\"%s\",method=\"GET\",outcome=\"%s\",status=\"%d\",uri=\"%s\"} "
			.formatted(exception, outcome, status, uri);
	}

	@Test
	void prometheusHasFiguresOfPool() {
		assertThat(prometheus()).contains("r2dbc_pool_allocated_connections{", "tintype_database_healthy 1.0",
				"tintype_database_latency_seconds", "tintype_database_pool_min ", "r2dbc_pool_idle_connections{",
				"r2dbc_pool_acquired_connections{", "r2dbc_pool_pending_connections{",
				"r2dbc_pool_max_allocated_connections{");
	}

}
