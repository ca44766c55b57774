package dev.tintype.operation.status;

import java.util.Arrays;
import java.util.List;

import dev.tintype.data.sql.Statements;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Changes the schema, and therefore uses its own database.
 */
@IntegrationTest
@TestPropertySource(properties = "tintype.db.max-connections=3")
@DirtiesContext
class DifferencesIntegrationTests {

	private static final String WRONG = """
			DROP TABLE idempotent_answers;
			ALTER TABLE prompts DROP COLUMN thumbnail_etag;
			ALTER TABLE images ALTER COLUMN width SET DATA TYPE BIGINT;
			ALTER TABLE images ALTER COLUMN is_stored DROP NOT NULL;
			ALTER TABLE images ALTER COLUMN updated_at SET DATA TYPE TIMESTAMP WITH TIME ZONE;
			ALTER TABLE prompt_images DROP CONSTRAINT prompt_images_pkey;
			ALTER TABLE images DROP CONSTRAINT images_file_path_key;
			ALTER TABLE thumbnails DROP CONSTRAINT thumbnails_image_fkey;
			ALTER TABLE captions DROP CONSTRAINT captions_source_check;
			DROP INDEX images_created;
			DROP INDEX idx_prompts_hash;
			CREATE INDEX idx_prompts_hash ON prompts (prompt_hash);
			DROP INDEX prompt_images_image;
			CREATE INDEX prompt_images_image ON prompt_images (created_at);
			CREATE TABLE "Odd ""table"" :x" (name VARCHAR(9));
			ALTER TABLE captions ADD COLUMN mood VARCHAR(9)
			""";

	@Test
	void everyDifferenceIsReportedAndOddTablesAreCounted(@Autowired WebTestClient client,
			@Autowired Statements statements) {
		Http http = new Http(client);
		assertThat(http.get("/api/database/compatibility").json().get("compatible").asBoolean()).isTrue();
		Arrays.stream(WRONG.split(";")).forEach((wrong) -> statements.sql(wrong.strip()).then().block());
		JsonNode answer = http.get("/api/database/compatibility").json();
		assertThat(answer.get("compatible").asBoolean()).isFalse();
		List<JsonNode> differences = answer.get("differences").valueStream().toList();
		assertThat(differences)
			.extracting((one) -> one.get("kind").asString(), (one) -> one.get("table").asString(),
					(one) -> one.get("name").asString(), (one) -> one.get("found").isNull(),
					(one) -> one.get("expected").isNull())
			.containsExactlyInAnyOrder(missing("table", "idempotent_answers", "idempotent_answers"),
					missing("column", "prompts", "thumbnail_etag"), other("type", "images", "width"),
					other("nullability", "images", "is_stored"),
					missing("primary_key", "prompt_images", "prompt_images_pkey"),
					missing("unique", "images", "images_file_path_key"),
					missing("foreign_key", "thumbnails", "thumbnails_image_fkey"),
					missing("check", "captions", "captions_source_check"), missing("index", "images", "images_created"),
					other("index", "prompts", "idx_prompts_hash"),
					other("index", "prompt_images", "prompt_images_image"),
					additional("table", "Odd \"table\" :x", "Odd \"table\" :x"),
					additional("column", "captions", "mood"));
		JsonNode width = differences.stream()
			.filter((one) -> one.get("name").asString().equals("width"))
			.findAny()
			.orElseThrow();
		assertThat(width.get("expected").asString()).isEqualTo("integer");
		assertThat(width.get("found").asString()).isEqualTo("bigint");
		assertThat(http.get("/api/database/stats")
			.json()
			.get("tables")
			.valueStream()
			.map((one) -> one.get("table").asString())).contains("Odd \"table\" :x")
			.doesNotContain("idempotent_answers");
	}

	private static Tuple missing(String kind, String table, String name) {
		return tuple(kind, table, name, true, false);
	}

	private static Tuple other(String kind, String table, String name) {
		return tuple(kind, table, name, false, false);
	}

	private static Tuple additional(String kind, String table, String name) {
		return tuple(kind, table, name, false, true);
	}

}
