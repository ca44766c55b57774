package dev.tintype.text.prompt;

import java.util.List;
import java.util.UUID;

import dev.tintype.data.sql.Statements;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
@TestPropertySource(properties = "tintype.stream.page-size=3")
class PromptExportIntegrationTests {

	private static final String EXPORT = "/api/prompts/export";

	private static final String HEADER = "id,prompt_text,prompt_hash,total_uses,first_used_at,last_used_at,model,"
			+ "has_thumbnail,thumbnail_mime,thumbnail_width,thumbnail_height,thumbnail_url\r\n";

	private final Http http;

	private final TestPrompts prompts;

	private final String mark = UUID.randomUUID().toString();

	PromptExportIntegrationTests(@Autowired WebTestClient client, @Autowired Statements statements) {
		this.http = new Http(client);
		this.prompts = new TestPrompts(statements);
	}

	@Test
	void exportHasOneLinePerPromptInOrderOfIds() {
		List<Long> ids = List.of("a", "b", "c", "d", "e", "f", "g").stream().map(this::insert).toList();

		Http.Answer answer = this.http.get(EXPORT);

		assertThat(answer.header("Content-Type")).isEqualTo("application/x-ndjson");
		assertThat(answer.header("Content-Disposition")).isEqualTo("attachment; filename=\"prompts.ndjson\"");
		assertThat(answer.lines().stream().map((line) -> line.path("id").asLong())).isSorted()
			.doesNotHaveDuplicates()
			.containsAll(ids);
		assertThat(answer.lines()).contains(this.http.get("/api/prompts/{id}", ids.get(3)).json());
		assertThat(this.http.get(EXPORT + "?limit=4").lines()).hasSize(4);
		assertThat(this.http.with("Accept", "application/json").get(EXPORT).status()).isEqualTo(406);
		assertThat(this.http.get(EXPORT + "?format=xml").pointer()).isEqualTo("format");
	}

	@Test
	void csvHasOneHeaderAndQuotesFieldsIfNecessary() {
		long plain = insert("plain");
		long quoted = insert("he said \"hi\", and\r\nleft");
		long formula = insert("=HYPERLINK(\"http://x\",1)");
		this.prompts.illustrate(plain, new byte[] { 1 });

		Http.Answer answer = this.http.with("Accept", "text/csv").get(EXPORT);

		assertThat(answer.header("Content-Type")).startsWith("text/csv").containsIgnoringCase("charset=utf-8");
		assertThat(answer.header("Content-Disposition")).isEqualTo("attachment; filename=\"prompts.csv\"");
		assertThat(answer.text()).startsWith(HEADER)
			.endsWith("\r\n")
			.contains("\r\n" + plain + ",plain " + this.mark + ",")
			.contains("\r\n" + quoted + ",\"he said \"\"hi\"\", and\r\nleft " + this.mark + "\",")
			.contains("\r\n" + formula + ",\"'=HYPERLINK(\"\"http://x\"\",1) " + this.mark + "\",")
			.contains("2026-03-01T10:20:30.123456Z,,true,image/webp,256,171,/api/prompts/" + plain + "/thumbnail?v=")
			.contains("2026-03-01T10:20:30.123456Z,,false,,,,\r\n");
		assertThat(answer.text().indexOf(HEADER, 1)).isEqualTo(-1);
		assertThat(this.http.get(EXPORT + "?format=csv").text()).isEqualTo(answer.text());
		assertThat(this.http.with("Accept", "text/csv").get(EXPORT + "?format=ndjson").header("Content-Type"))
			.isEqualTo("application/x-ndjson");
	}

	@Test
	void overviewMatchesExport() {
		long most = this.prompts.insert("most " + this.mark, 1_000_000, TestPrompts.USED, "flux");
		this.prompts.illustrate(insert("small"), new byte[100]);
		this.prompts.illustrate(insert("large"), new byte[301]);
		List<JsonNode> rows = this.http.get(EXPORT).lines();

		JsonNode json = this.http.get("/api/prompts/stats/overview").json();

		assertThat(json.propertyNames()).containsExactly("total_prompts", "total_uses", "prompts_with_thumbnails",
				"thumbnail_bytes", "average_thumbnail_bytes", "most_popular", "models", "oldest_use", "newest_use");
		assertThat(json.path("total_prompts").asInt()).isEqualTo(rows.size());
		assertThat(json.path("total_uses").asLong())
			.isEqualTo(rows.stream().mapToLong((row) -> row.path("total_uses").asLong()).sum());
		long thumbnails = rows.stream().filter((row) -> row.path("has_thumbnail").asBoolean()).count();
		assertThat(json.path("prompts_with_thumbnails").asLong()).isEqualTo(thumbnails);
		assertThat(json.path("thumbnail_bytes").asLong()).isBetween(401L, 402L);
		assertThat(json.path("average_thumbnail_bytes").asLong())
			.isEqualTo(Math.round(json.path("thumbnail_bytes").asDouble() / thumbnails));
		assertThat(json.at("/most_popular/id").asLong()).isEqualTo(most);
		assertThat(json.at("/models/0/model").asString()).isEqualTo("flux");
		assertThat(json.at("/models/0/uses").asInt()).isEqualTo(1_000_000);
		assertThat(json.at("/models/1/model").isNull()).isTrue();
		assertThat(json.at("/models/1/prompts").asInt()).isEqualTo(rows.size() - 1);
		assertThat(json.path("newest_use").asString()).isEqualTo(TestPrompts.USED.toString());
		assertThat(json.path("oldest_use").asString()).isEqualTo(TestPrompts.USED.minusSeconds(60).toString());
	}

	private long insert(String text) {
		return this.prompts.insert(text + " " + this.mark);
	}

}
