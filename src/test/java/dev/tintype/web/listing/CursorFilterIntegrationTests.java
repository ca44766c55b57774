package dev.tintype.web.listing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.sql.Statements;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class CursorFilterIntegrationTests {

	private final Http http;

	private final Statements statements;

	CursorFilterIntegrationTests(@Autowired WebTestClient client, @Autowired Statements statements) {
		this.http = new Http(client);
		this.statements = statements;
	}

	@ParameterizedTest
	@CsvSource({ "images,search=x,search=xx", "images,search=x,''", "images,'',search=x", "images,'',regex=x",
			"images,regex=x,regex=x%2B", "images,captioned=false,captioned=true", "images,captioned=false,''",
			"images,uploaded=false,uploaded=true", "images,uploaded=false,uploaded=false&search=x",
			"prompts,search=x,search=xx", "prompts,'',model=x", "prompts,regex=x,regex=xx", "documents,'',regex=x",
			"documents,regex=x,''", "chat/threads,user_id=7,user_id=8", "chat/threads,user_id=7,''" })
	void cursorWithAnotherFilterIsRefused(String listing, String filter, String other) {
		// A count may take longer than a pattern's second over the rows of other tests.
		String uri = "/api/" + listing + "?per_page=1&count=none&";
		saveTwo();
		String cursor = this.http.get(uri + filter).json().path("next").asString();
		assertThat(cursor).isNotEmpty();

		Http.Answer refused = this.http.get(uri + other + "&after={c}", cursor);

		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.json().path("type").asString()).isEqualTo("/problems/invalid-cursor");
		assertThat(this.http.get(uri + filter + "&after={c}", cursor).status()).isEqualTo(200);
	}

	@Test
	void cursorAllowsOtherPageParameters() {
		saveTwo();
		String cursor = this.http.get("/api/images?per_page=1&search=x&captioned=false").json().path("next").asString();

		for (String query : List.of("captioned=false&search=x&per_page=2",
				"per_page=1&search=x&captioned=false&count=none", "page=3&search=x&captioned=false&regex=&limit=1",
				"sort=-created&search=x&captioned=false")) {
			assertThat(this.http.get("/api/images?" + query + "&after={c}", cursor).status()).as(query).isEqualTo(200);
		}
	}

	@Test
	void cursorVisitsAllThreadsWithSameTimestamp() {
		long user = UUID.randomUUID().getLeastSignificantBits();
		for (int i = 0; i < 5; i++) {
			this.http.post("/api/chat/threads", Map.of("user_id", user));
		}
		this.statements.sql("UPDATE chat_threads SET updated_at = :at WHERE user_id = :user")
			.bind("at", Instant.parse("2027-01-01T00:00:00Z"))
			.bind("user", user)
			.then()
			.block();
		List<String> walked = new ArrayList<>();
		String uri = "/api/chat/threads?per_page=2&user_id=" + user;

		JsonNode page = this.http.get(uri).json();
		walked.addAll(threads(page));
		while (page.path("next").isString() && walked.size() < 10) {
			page = this.http.get(uri + "&after={c}", page.path("next").asString()).json();
			walked.addAll(threads(page));
		}

		assertThat(walked).hasSize(5).doesNotHaveDuplicates().isSorted();
	}

	private static List<String> threads(JsonNode page) {
		return page.path("items").values().stream().map((thread) -> thread.path("thread_id").asString()).toList();
	}

	private void saveTwo() {
		this.http.post("/api/images/register-files",
				Map.of("files", List.of(Map.of("filename", "x1.png"), Map.of("filename", "x2.png"))));
		for (int i = 0; i < 2; i++) {
			this.http.post("/api/prompts", Map.of("prompt_text", "x " + UUID.randomUUID()));
			this.http.send(HttpMethod.PUT, "/api/documents/" + UUID.randomUUID(), MediaType.APPLICATION_JSON,
					"{\"name\":\"x\",\"content\":\"x\"}".getBytes(StandardCharsets.UTF_8));
			this.http.post("/api/chat/threads", Map.of("user_id", 7));
		}
	}

}
