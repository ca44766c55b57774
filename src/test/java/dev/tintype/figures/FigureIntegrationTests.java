package dev.tintype.figures;

import java.util.List;
import java.util.Locale;

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

	private Http http;

	@BeforeEach
	void client() {
		this.http = new Http(this.client);
	}

	@Test
	void healthTellsWhichDatabaseItIsWithoutCredentials() {
		Http.Answer answer = this.http.get("/api/database/health");
		assertThat(answer.status()).isEqualTo(200);
		JsonNode health = answer.json();
		String type = TestDatabase.dialect().name().toLowerCase(Locale.ROOT);
		assertThat(health.propertyNames()).containsExactly("database", "type", "version", "url", "latency_ms",
				"replicas");
		assertThat(health.get("database").asString()).isEqualTo("healthy");
		assertThat(health.get("type").asString()).isEqualTo(type);
		assertThat(health.get("version").asString()).matches("\\d+\\.\\d+.*");
		assertThat(health.get("url").asString()).startsWith(type + ":").doesNotContain("@");
		assertThat(health.get("latency_ms").asDouble()).isPositive();
		assertThat(health.get("replicas").isArray()).isTrue();
	}

	@Test
	void poolTellsItsConnections() {
		JsonNode pool = this.http.get("/api/database/pool").json();
		assertThat(pool.propertyNames()).containsExactly("size", "idle", "acquired", "pending", "min_size", "max_size");
		assertThat(pool.get("min_size").asInt()).isEqualTo(1);
		assertThat(pool.get("max_size").asInt()).isEqualTo(10);
		assertThat(pool.get("size").asInt()).isBetween(1, 10);
	}

	@Test
	void schemaOfTheMigrationsIsCompatible() {
		JsonNode answer = this.http.get("/api/database/compatibility").json();
		assertThat(answer.get("differences")).isEmpty();
		assertThat(answer.get("compatible").asBoolean()).isTrue();
	}

	@Test
	void migrationsAreToldInTheirOrder() {
		List<JsonNode> items = this.http.get("/api/database/migrations").json().get("items").valueStream().toList();
		assertThat(items).extracting((item) -> item.get("version").asString())
			.contains("1", "2", "5")
			.isSortedAccordingTo((one, other) -> Integer.compare(Integer.parseInt(one), Integer.parseInt(other)));
		assertThat(items).allSatisfy((item) -> {
			assertThat(item.propertyNames()).containsExactly("version", "description", "state", "installed_on");
			assertThat(item.get("state").asString()).isEqualTo("success");
			assertThat(item.get("installed_on").asString()).endsWith("Z");
		});
		assertThat(items.get(0).get("description").asString()).isEqualTo("images and captions");
	}

	@Test
	void statsNameEveryTableButFlyways() {
		JsonNode stats = this.http.get("/api/database/stats").json();
		assertThat(stats.get("size_bytes").asLong()).isPositive();
		assertThat(stats.get("tables").valueStream().map((table) -> table.get("table").asString()))
			.contains("images", "captions", "prompts")
			.doesNotContain("flyway_schema_history")
			.isSorted();
	}

}
