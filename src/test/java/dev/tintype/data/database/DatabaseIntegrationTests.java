package dev.tintype.data.database;

import dev.tintype.data.sql.Dialect;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
@Import(ProbeMigration.class)
@TestPropertySource(properties = "tintype.test.migrated=false")
class DatabaseIntegrationTests {

	@Autowired
	private DatabaseClient database;

	@Autowired
	private Dialect dialect;

	@Autowired
	private WebTestClient http;

	@Test
	void dialectIsThatOfDatabaseUnderTest() {
		assertThat(this.dialect).isEqualTo(TestDatabase.dialect());
	}

	@Test
	void migrationsRunBeforeFirstQuery() {
		this.database.sql("SELECT count(*) FROM probe")
			.mapValue(Long.class)
			.one()
			.as(StepVerifier::create)
			.expectNextMatches((count) -> count == 1)
			.verifyComplete();
	}

	@Test
	void readinessChecksDatabase() {
		this.http.get()
			.uri("/actuator/health/readiness")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.components.database.status")
			.isEqualTo("UP");
	}

}
