package dev.tintype.text.promptsave;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.testing.Multipart;
import dev.tintype.text.prompt.NormalPrompt;
import dev.tintype.text.prompt.PromptBench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class PromptSaveIntegrationTests {

	private final PromptBench bench;

	private final Http http;

	private final String key = UUID.randomUUID().toString();

	private final Http keyed;

	PromptSaveIntegrationTests(@Autowired WebTestClient client, @Autowired DatabaseClient database) {
		this.bench = new PromptBench(client, database);
		this.http = this.bench.http();
		this.keyed = this.http.with("Idempotency-Key", this.key);
	}

	@Test
	void newPromptIsCreatedAndKnownPromptCounted() {
		String text = "A  Lake\u3000at \uff24awn " + this.key;

		Http.Answer created = this.http.post(PromptBench.PROMPTS, Map.of("prompt_text", text, "model", "flux"));
		Http.Answer counted = this.http.post(PromptBench.PROMPTS + "/",
				Map.of("prompt_text", " a lake AT dawn " + this.key + "\n", "model", "other"));

		assertThat(created.status()).as(created.text()).isEqualTo(201);
		JsonNode first = created.json();
		assertThat(first.propertyNames()).containsExactly("id", "prompt_text", "prompt_hash", "total_uses",
				"first_used_at", "last_used_at", "model", "has_thumbnail", "thumbnail_mime", "thumbnail_width",
				"thumbnail_height", "thumbnail_url", "thumbnail_error");
		assertThat(created.header("Location")).isEqualTo("/api/prompts/" + first.path("id").asLong());
		assertThat(first.path("total_uses").asLong()).isEqualTo(1);
		assertThat(first.path("prompt_text").asString()).isEqualTo(text);
		assertThat(first.path("prompt_hash").asString()).isEqualTo(NormalPrompt.of(text).hash());
		assertThat(first.path("model").asString()).isEqualTo("flux");
		assertThat(first.get("first_used_at")).isEqualTo(first.get("last_used_at"));
		assertThat(first.path("has_thumbnail").asBoolean()).isFalse();
		assertThat(first.get("thumbnail_error").isNull()).isTrue();
		assertThat(counted.status()).isEqualTo(200);
		assertThat(counted.result().getResponseHeaders().getLocation()).isNull();
		JsonNode second = counted.json();
		assertThat(second.path("total_uses").asLong()).isEqualTo(2);
		for (String same : List.of("id", "prompt_text", "prompt_hash", "first_used_at", "model")) {
			assertThat(second.get(same)).isEqualTo(first.get(same));
		}
		assertThat(second.path("last_used_at").asString()).isGreaterThan(first.path("last_used_at").asString());
	}

	@Test
	void modelIsOptionalAndLaterUsesDoNotSetIt() {
		JsonNode first = this.bench.save(PromptBench.prompt(this.key));

		JsonNode second = this.bench.save(Map.of("prompt_text", this.key, "model", "m"));

		assertThat(first.get("model").isNull()).isTrue();
		assertThat(second.get("model").isNull()).isTrue();
	}

	@Test
	void longestTextsAreSaved() {
		String cats = "\ud83d\udc08".repeat(20_000 - this.key.length()) + this.key;

		JsonNode saved = this.bench.save(Map.of("prompt_text", cats, "model", "m".repeat(255)));

		assertThat(saved.path("prompt_text").asString()).isEqualTo(cats);
		assertThat(this.bench.save(PromptBench.prompt(cats)).path("total_uses").asLong()).isEqualTo(2);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{} | /prompt_text
			{"prompt_text":null} | /prompt_text
			{"prompt_text":7} | /prompt_text
			{"prompt_text":""} | /prompt_text
			{"prompt_text":" \\t\\n\\u3000\\u00a0"} | /prompt_text
			{"prompt_text":"a\\u0000"} | /prompt_text
			{"prompt_text":"a\\ud800"} | /prompt_text
			{"prompt_text":"x","model":""} | /model
			{"prompt_text":"x","model":1} | /model
			{"prompt_text":"x","model":"\\u0000"} | /model
			{"prompt_text":"x","image_id":7} | /image_id
			{"prompt_text":"x","image_id":"\\u0000"} | /image_id
			{"prompt_text":"x","image_path":["/a.png"]} | /image_path
			{"prompt_text":"x","image_path":"/\\u0000"} | /image_path
			""")
	void invalidValueIsRefused(String body, String pointer) {
		Http.Answer answer = this.bench.save(body);

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo(pointer);
	}

	@Test
	void textsAboveTheirLimitsAreRefused() {
		Http.Answer answer = this.http.post(PromptBench.PROMPTS, Map.of("prompt_text", "\ud83d\udc08".repeat(20_001),
				"model", "m".repeat(256), "image_path", "/" + "\u00e9".repeat(1_000)));

		assertThat(answer.status()).isEqualTo(400);
		assertThat(PromptBench.values(answer.json().get("errors"), "pointer")).containsExactly("/prompt_text", "/model",
				"/image_path");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "7", "null" })
	void bodyOfWrongShapeIsRefused(String body) {
		assertThat(this.bench.save(body).status()).isEqualTo(400);
	}

	@Test
	void bodyOfWrongTypeIsRefused() {
		assertThat(
				this.http.send(HttpMethod.POST, PromptBench.PROMPTS, MediaType.TEXT_PLAIN, new byte[] { 'x' }).status())
			.isEqualTo(415);
		assertThat(
				this.http.with("Accept", "text/csv").post(PromptBench.PROMPTS, PromptBench.prompt(this.key)).status())
			.isEqualTo(406);
		assertThat(this.bench.uses(this.key)).isEmpty();
	}

	@Test
	void keyedSaveCountsOnceAndRepeatsItsResponse() {
		Http.Answer first = this.keyed.post(PromptBench.PROMPTS, PromptBench.prompt(this.key));
		this.bench.save(PromptBench.prompt(this.key));
		Http.Answer again = this.keyed.post(PromptBench.PROMPTS, PromptBench.prompt(this.key));

		assertThat(first.status()).as(first.text()).isEqualTo(201);
		assertThat(again.status()).isEqualTo(201);
		assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
		assertThat(again.header("Location")).isEqualTo(first.header("Location")).startsWith("/api/prompts/");
		assertThat(again.text()).isEqualTo(first.text());
		assertThat(this.bench.uses(this.key)).containsEntry(this.key, 2L);
	}

	@Test
	void keyedUseOfKnownPromptIsReplayedWithoutLocation() {
		this.bench.save(PromptBench.prompt(this.key));

		Http.Answer first = this.keyed.post(PromptBench.PROMPTS, PromptBench.prompt(this.key));
		Http.Answer again = this.keyed.post(PromptBench.PROMPTS, PromptBench.prompt(this.key));

		assertThat(List.of(first.status(), again.status())).containsExactly(200, 200);
		assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
		assertThat(again.result().getResponseHeaders().getLocation()).isNull();
		assertThat(this.bench.uses(this.key)).containsEntry(this.key, 2L);
	}

	@Test
	void keyReplaysRefusalAndRejectsAnotherBody() {
		Http.Answer first = this.keyed.post(PromptBench.PROMPTS, PromptBench.prompt(" "));
		Http.Answer again = this.keyed.post(PromptBench.PROMPTS, PromptBench.prompt(" "));

		assertThat(List.of(first.status(), again.status())).containsExactly(400, 400);
		assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
		assertThat(this.keyed.post(PromptBench.PROMPTS, PromptBench.prompt(this.key)).status()).isEqualTo(422);
		assertThat(this.bench.uses(this.key)).isEmpty();
	}

	@Test
	void formSavesSameFieldsAndRejectsKey() {
		Http.Answer refused = PromptBench.saveForm(this.keyed, List.of(Multipart.field("prompt_text", this.key)));
		Http.Answer created = this.bench
			.saveForm(Map.of("prompt_text", this.key, "model", "m", "image_id", "", "other", "x"), null);

		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.pointer()).isEqualTo("Idempotency-Key");
		assertThat(created.status()).as(created.text()).isEqualTo(201);
		assertThat(created.header("Location")).isEqualTo("/api/prompts/" + created.json().path("id").asLong());
		assertThat(created.json().path("model").asString()).isEqualTo("m");
		assertThat(created.json().get("thumbnail_error").isNull()).isTrue();
		assertThat(this.bench.saveForm(PromptBench.prompt(this.key), null).status()).isEqualTo(200);
	}

	@Test
	void formIsRefusedForSameFaultsAsJson() {
		Http.Answer missing = this.bench.saveForm(Map.of("model", "m"), null);
		Http.Answer blank = this.bench.saveForm(PromptBench.prompt(" \u3000"), null);
		Http.Answer tooLong = this.bench.saveForm(PromptBench.prompt("x".repeat(20_001)), null);
		Http.Answer nul = this.bench.saveForm(PromptBench.prompt("x\0"), null);

		assertThat(List.of(missing, blank, tooLong, nul)).allSatisfy((answer) -> {
			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.pointer()).isEqualTo("/prompt_text");
		});
	}

}
