package dev.tintype.library.aiprompt;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class AiPromptIntegrationTests {

	private final Http http;

	private final String mark = UUID.randomUUID().toString();

	AiPromptIntegrationTests(@Autowired WebTestClient client) {
		this.http = new Http(client);
	}

	@AfterEach
	void restoreDefaults() {
		assertThat(this.http.send(HttpMethod.POST, "/api/ai-prompts/reset-to-defaults?all=true").status())
			.isEqualTo(200);
	}

	@Test
	void promptIsCreatedChangedAndDeleted() {
		Http.Answer created = this.http.post("/api/ai-prompts", prompt("naming", "ollama", Map.of()));
		assertThat(created.status()).isEqualTo(201);
		assertThat(created.json().propertyNames()).containsExactly("id", "name", "description", "category", "provider",
				"system_prompt", "user_prompt", "is_default", "is_active", "created_at", "updated_at");
		String path = created.header("Location");

		JsonNode changed = patch(path, "{\"description\":\"Short\",\"is_active\":false}").json();

		assertThat(changed.path("description").asString()).isEqualTo("Short");
		assertThat(changed.path("is_active").asBoolean()).isFalse();
		assertThat(changed.path("system_prompt").asString()).isEqualTo("system");
		assertThat(changed.path("updated_at").asString()).isGreaterThan(created.json().path("updated_at").asString());
		assertThat(patch(path, "{\"user_prompt\":\" \"}").pointer()).isEqualTo("/user_prompt");
		assertThat(this.http.send(HttpMethod.DELETE, path).status()).isEqualTo(204);
		assertThat(this.http.get(path).status()).isEqualTo(404);
		Http.Answer faulty = this.http.post("/api/ai-prompts", Map.of("category", "art", "provider", 1));
		assertThat(faulty.json().path("errors").values().stream().map((error) -> error.path("pointer").asString()))
			.containsExactlyInAnyOrder("/name", "/category", "/provider", "/system_prompt", "/user_prompt");
	}

	@Test
	void effectivePromptIsForProviderThenOwnThenNewest() {
		assertThat(effective("analysis", "openai").path("name").asString()).isEqualTo("Image Analysis");
		String own = create("analysis", "both", Map.of());
		assertThat(effective("analysis", "openai").path("id").asString()).isEqualTo(own);
		String newer = create("analysis", "both", Map.of());
		assertThat(effective("analysis", "openai").path("id").asString()).isEqualTo(newer);
		create("analysis", "both", Map.of("is_default", true));
		assertThat(effective("analysis", "openai").path("id").asString()).isEqualTo(newer);
		String specific = create("analysis", "openai", Map.of("is_default", true));
		assertThat(effective("analysis", "openai").path("id").asString()).isEqualTo(specific);
		assertThat(effective("analysis", "ollama").path("id").asString()).isEqualTo(newer);
		create("analysis", "openai", Map.of("is_active", false));
		assertThat(effective("analysis", "openai").path("id").asString()).isEqualTo(specific);
		assertThat(effective("analysis", "both").path("id").asString()).isEqualTo(newer);

		assertThat(this.http.get("/api/ai-prompts/effective?category=analysis").status()).isEqualTo(400);
		patch("/api/ai-prompts/" + effective("naming", "ollama").path("id").asString(), "{\"is_active\":false}");
		assertThat(this.http.get("/api/ai-prompts/effective?category=naming&provider=ollama").status()).isEqualTo(404);
	}

	@Test
	void listFollowsNamesAndFilters() {
		create("naming", "ollama", Map.of("name", "b" + this.mark));
		create("naming", "openai", Map.of("name", "B" + this.mark, "is_active", false));

		assertThat(names("/api/ai-prompts?category=naming&provider=ollama")).containsExactly("File Naming",
				"b" + this.mark);
		assertThat(names("/api/ai-prompts?category=naming")).containsExactly("B" + this.mark, "File Naming",
				"b" + this.mark);
		assertThat(names("/api/ai-prompts?active=false")).containsExactly("B" + this.mark);
		assertThat(names("/api/ai-prompts?provider=both")).hasSize(3);
		assertThat(this.http.with("Accept", "application/x-ndjson").get("/api/ai-prompts").lines()).hasSize(5);
	}

	@Test
	void resetRestoresDefaultsAndKeepsOwnPromptsUnlessAllAreRemoved() {
		String own = create("naming", "both", Map.of("name", "File Naming"));
		String analysis = id("Image Analysis");
		patch("/api/ai-prompts/" + analysis, "{\"name\":\"Mine\",\"system_prompt\":\"x\",\"is_active\":false}");
		this.http.send(HttpMethod.DELETE, "/api/ai-prompts/" + id("Family Description Generator"));

		JsonNode restored = this.http.send(HttpMethod.POST, "/api/ai-prompts/reset-to-defaults").json();

		assertThat(restored.path("items").values().stream().map((prompt) -> prompt.path("name").asString()))
			.containsExactly("Image Analysis", "File Naming", "Family Description Generator");
		JsonNode first = restored.at("/items/0");
		assertThat(first.path("id").asString()).isEqualTo(analysis);
		assertThat(first.path("is_active").asBoolean()).isTrue();
		assertThat(first.path("system_prompt").asString()).startsWith("You catalogue photographs");
		assertThat(this.http.get("/api/ai-prompts/" + own).status()).isEqualTo(200);
		this.http.send(HttpMethod.POST, "/api/ai-prompts/reset-to-defaults?all=true");
		assertThat(this.http.get("/api/ai-prompts/" + own).status()).isEqualTo(404);
		assertThat(this.http.get("/api/ai-prompts").json().path("total").asInt()).isEqualTo(3);
	}

	private String id(String name) {
		return this.http.get("/api/ai-prompts")
			.json()
			.path("items")
			.values()
			.stream()
			.filter((prompt) -> prompt.path("name").asString().equals(name) && prompt.path("is_default").asBoolean())
			.findFirst()
			.orElseThrow()
			.path("id")
			.asString();
	}

	private List<String> names(String uri) {
		return this.http.get(uri)
			.json()
			.path("items")
			.values()
			.stream()
			.map((prompt) -> prompt.path("name").asString())
			.toList();
	}

	private JsonNode effective(String category, String provider) {
		return this.http.get("/api/ai-prompts/effective?category={c}&provider={p}", category, provider).json();
	}

	private String create(String category, String provider, Map<String, ?> more) {
		return this.http.post("/api/ai-prompts", prompt(category, provider, more)).json().path("id").asString();
	}

	private Map<String, Object> prompt(String category, String provider, Map<String, ?> more) {
		Map<String, Object> prompt = new HashMap<>(Map.of("name", this.mark, "category", category, "provider", provider,
				"system_prompt", "system", "user_prompt", "user"));
		prompt.putAll(more);
		return prompt;
	}

	private Http.Answer patch(String path, String json) {
		return this.http.send(HttpMethod.PATCH, path, MediaType.APPLICATION_JSON,
				json.getBytes(StandardCharsets.UTF_8));
	}

}
