package dev.tintype.data.database;

import java.time.Duration;
import java.util.Map;

import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import io.r2dbc.pool.ConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
@ExtendWith(OutputCaptureExtension.class)
@DirtiesContext
@TestPropertySource(properties = { "tintype.db.log-sql=true", "logging.level.dev.tintype.data.pool=debug" })
class SqlLogIntegrationTests {

	private final Http http;

	private final ConnectionPool pool;

	SqlLogIntegrationTests(@Autowired WebTestClient client, @Autowired ConnectionPool pool) {
		this.http = new Http(client);
		this.pool = pool;
	}

	@Test
	void statementsAndConnectionsAreLoggedButNoValues(CapturedOutput output) {
		assertThat(this.http.post("/api/prompts", Map.of("prompt_text", "a canary in a mine")).status()).isEqualTo(201);
		assertThat(this.http.get("/api/prompts/search?q=canary").json().get("items")).hasSize(1);
		assertThat(output.getOut().lines()).anyMatch((line) -> line.matches(".* ms, 1 rows: /\\* countPrompts \\*/ .*"))
			.anyMatch((line) -> line.contains("SELECT") && line.contains("$1"))
			.noneMatch((line) -> line.contains("canary"));
		this.pool.disposeLater().block(Duration.ofSeconds(30));
		assertThat(output).contains("Connection opened").contains("Connection closed");
	}

}
