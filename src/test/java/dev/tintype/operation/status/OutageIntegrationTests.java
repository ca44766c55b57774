package dev.tintype.operation.status;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Takes all connections, or closes the pool, and therefore uses its own service.
 */
@IntegrationTest
@TestPropertySource(properties = "tintype.db.max-connections=2")
class OutageIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final Http http;

	private final ConnectionPool pool;

	OutageIntegrationTests(@Autowired WebTestClient client, @Autowired ConnectionPool pool) {
		// Less than the 25 s for which a request waits for a connection in tests.
		this.http = new Http(client.mutate().responseTimeout(Duration.ofSeconds(10)).build());
		this.pool = pool;
	}

	@Test
	void databaseIsHealthyWhenAllConnectionsAreTaken() {
		String version = this.http.get("/api/database/health").json().get("version").asString();
		List<Connection> taken = Objects
			.requireNonNull(Flux.range(0, 2).concatMap((i) -> this.pool.create()).collectList().block(LIMIT));
		try {
			taken.forEach(OutageIntegrationTests::use);
			Http.Answer answer = this.http.get("/api/database/health");
			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.json().get("database").asString()).isEqualTo("healthy");
			assertThat(answer.json().get("version").asString()).isEqualTo(version);
			assertThat(answer.json().get("latency_ms").isNull()).isTrue();
			JsonNode pool = this.http.get("/api/database/pool").json();
			assertThat(pool.get("acquired").asInt()).isEqualTo(2);
			assertThat(pool.get("max_size").asInt()).isEqualTo(2);
			taken.forEach(OutageIntegrationTests::use);
			JsonNode actuator = this.http.get("/actuator/health").json().at("/components/database");
			assertThat(actuator.get("status").asString()).isEqualTo("UP");
			assertThat(actuator.at("/details/pool/max_size").asInt()).isEqualTo(2);
		}
		finally {
			Flux.fromIterable(taken).concatMap(Connection::close).blockLast(LIMIT);
		}
	}

	@Test
	@DirtiesContext
	void unreachableDatabaseIsUnhealthyAndFiguresAreUnavailable() {
		this.pool.dispose();
		Http.Answer health = this.http.get("/api/database/health");
		assertThat(health.status()).isEqualTo(503);
		assertThat(health.header("Content-Type")).isEqualTo("application/json");
		assertThat(health.json().propertyNames()).containsExactly("database", "type", "version", "url", "latency_ms",
				"instance", "replicas");
		assertThat(health.json().get("database").asString()).isEqualTo("unhealthy");
		for (String uri : List.of("/api/database/stats", "/api/database/compatibility")) {
			Http.Answer answer = this.http.get(uri);
			assertThat(answer.status()).as(uri).isEqualTo(503);
			assertThat(answer.json().get("type").asString()).isEqualTo("/problems/unavailable");
			assertThat(answer.header("Retry-After")).isNotEqualTo("null");
		}
		assertThat(this.http.get("/api/database/pool").status()).isEqualTo(200);
	}

	// Makes the database respond, so that its last response is recent.
	private static void use(Connection connection) {
		Flux.from(connection.createStatement("SELECT 1").execute())
			.concatMap((result) -> result.map((row) -> 1))
			.blockLast(LIMIT);
	}

}
