package dev.tintype.text.document;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.http.Json;
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
class DocumentIntegrationTests {

	private final Http http;

	private final DocumentAddresses addresses;

	/** Part of every code of a test, so that tests do not share documents. */
	private final String prefix = UUID.randomUUID().toString().substring(0, 8);

	DocumentIntegrationTests(@Autowired WebTestClient client) {
		this.http = new Http(client);
		this.addresses = new DocumentAddresses(client);
	}

	@Test
	void documentIsCreatedAndFound() {
		Http.Answer created = create("a", "Alpha", "# Title\n\ttext \uD83D\uDE00");

		Http.Answer found = this.http.get("/api/documents/{code}", this.prefix + "a");

		assertThat(created.status()).isEqualTo(201);
		assertThat(created.header("Location")).isEqualTo("/api/documents/" + this.prefix + "a");
		assertThat(created.json().propertyNames()).containsExactly("id", "code", "name", "created_at", "updated_at");
		assertThat(found.status()).isEqualTo(200);
		assertThat(found.json().propertyNames()).containsExactly("id", "code", "name", "content", "created_at",
				"updated_at");
		assertThat(found.json().path("content").asString()).isEqualTo("# Title\n\ttext \uD83D\uDE00");
		assertThat(found.json().path("id")).isEqualTo(created.json().path("id"));
		assertThat(found.json().path("updated_at")).isEqualTo(created.json().path("created_at"));
	}

	@Test
	void createRefusesExistingCode() {
		create("a", "Alpha", "first");

		Http.Answer second = create("a", "Other", "second");

		assertThat(second.status()).isEqualTo(409);
		assertThat(second.json().path("type").asString()).isEqualTo("/problems/conflict");
		assertThat(find("a").path("content").asString()).isEqualTo("first");
	}

	@Test
	void repeatedCreateWithSameKeyRepeatsResponse() {
		Http keyed = this.http.with("Idempotency-Key", "document-" + this.prefix);
		Map<String, String> body = body("k", "Keyed", "once");

		Http.Answer first = keyed.post("/api/documents", body);
		Http.Answer again = keyed.post("/api/documents", body);

		assertThat(first.status()).isEqualTo(201);
		assertThat(again.status()).isEqualTo(201);
		assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
		assertThat(again.json()).isEqualTo(first.json());
	}

	@Test
	void putAddsThenReplacesAndSkipsUnchangedDocument() {
		Http.Answer created = put("p", "Name", "one");
		Http.Answer same = put("p", "Name", "one");
		Http.Answer replaced = put("p", "Other", "two");

		assertThat(created.status()).isEqualTo(201);
		assertThat(created.header("Location")).endsWith(this.prefix + "p");
		assertThat(same.status()).isEqualTo(200);
		assertThat(same.json()).isEqualTo(created.json());
		assertThat(replaced.status()).isEqualTo(200);
		assertThat(replaced.json().path("created_at")).isEqualTo(created.json().path("created_at"));
		assertThat(replaced.json().path("updated_at")).isNotEqualTo(created.json().path("updated_at"));
		assertThat(find("p").path("content").asString()).isEqualTo("two");
		assertThat(find("p").path("name").asString()).isEqualTo("Other");
	}

	@Test
	void patchChangesOnlyGivenFields() {
		JsonNode created = create("p", "Name", "one").json();

		Http.Answer renamed = patch("p", "{\"name\":\"New\",\"content\":null}");
		Http.Answer rewritten = patch("p", "{\"content\":\"two\"}");
		Http.Answer nothing = patch("p", "{}");

		assertThat(renamed.status()).isEqualTo(200);
		assertThat(renamed.json().path("name").asString()).isEqualTo("New");
		assertThat(renamed.json().path("created_at")).isEqualTo(created.path("created_at"));
		assertThat(renamed.json().path("updated_at")).isNotEqualTo(created.path("updated_at"));
		assertThat(nothing.json()).isEqualTo(rewritten.json());
		assertThat(find("p").path("name").asString()).isEqualTo("New");
		assertThat(find("p").path("content").asString()).isEqualTo("two");
		assertThat(patch("p", "{\"name\":\"Both\",\"content\":\"three\"}").json().path("name").asString())
			.isEqualTo("Both");
	}

	@Test
	void deletedDocumentIsGone() {
		create("d", "Name", "text");
		long before = this.http.get("/api/documents/count").json().path("count").asLong();

		int deleted = this.http.send(HttpMethod.DELETE, "/api/documents/{code}", this.prefix + "d").status();

		assertThat(deleted).isEqualTo(204);
		assertThat(this.http.get("/api/documents/count").json().path("count").asLong()).isEqualTo(before - 1);
		assertThat(this.http.get("/api/documents/{code}", this.prefix + "d").status()).isEqualTo(404);
		assertThat(this.http.send(HttpMethod.DELETE, "/api/documents/{code}", this.prefix + "d").status())
			.isEqualTo(404);
		assertThat(patch("d", "{\"name\":\"New\"}").status()).isEqualTo(404);
		assertThat(patch("d", "{}").status()).isEqualTo(404);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{\"content\":\"c\"} | /name", "{\"name\":\"n\"} | /content",
					"{\"name\":\"\",\"content\":\"c\"} | /name", "{\"name\":\"n\",\"content\":7} | /content",
					"{\"name\":\"n\",\"content\":null} | /content", "{\"name\":\"a\\u0000\",\"content\":\"c\"} | /name",
					"{\"name\":\"n\",\"content\":\"a\\u0000\"} | /content",
					"{\"name\":\"n\",\"content\":\"\\ud800\"} | /content", "[] | ``" })
	void problemPointsAtFaultInBody(String json, String pointer) {
		Http.Answer answer = this.addresses.send(HttpMethod.PUT, this.prefix, json);

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo(pointer);
	}

	@Test
	void nameMayHave255Characters() {
		assertThat(put("n", "\uD83D\uDE00".repeat(255), "").status()).isEqualTo(201);
		assertThat(put("n", "x".repeat(256), "").status()).isEqualTo(400);
		assertThat(patch("n", "{\"name\":\"" + "x".repeat(256) + "\"}").pointer()).isEqualTo("/name");
		assertThat(find("n").path("content").asString()).isEmpty();
	}

	@Test
	void documentOfSeveralMegabytesIsSavedAndReadWhole() {
		String content = ("Some \u00fcmlaut and a \uD83D\uDE00.\n").repeat(240_000);

		assertThat(create("large", "Large", content).status()).isEqualTo(201);

		assertThat(find("large").path("content").asString()).isEqualTo(content);
		assertThat(patch("large", Json.MAPPER.writeValueAsString(Map.of("content", content + "!"))).status())
			.isEqualTo(200);
		assertThat(put("large", "Large", content + "!").status()).isEqualTo(200);
		assertThat(find("large").path("content").asString()).hasSize(content.length() + 1).endsWith(".\n!");
	}

	@Test
	void contentMayHave16MegabytesAndBody20() {
		assertThat(put("l", "Large", "x".repeat(16 << 20)).status()).isEqualTo(201);

		Http.Answer content = put("l", "Large", "x".repeat((16 << 20) + 1));
		Http.Answer body = put("l", "Large", "x".repeat(20 << 20));

		assertThat(content.status()).isEqualTo(413);
		assertThat(content.json().path("detail").asString()).contains("16777216");
		assertThat(put("l", "Large", "\u00e4".repeat((8 << 20) + 1)).status()).isEqualTo(413);
		assertThat(body.status()).isEqualTo(413);
		assertThat(body.json().path("detail").asString()).contains("20971520");
		assertThat(find("l").path("content").asString()).hasSize(16 << 20);
		assertThat(this.http.send(HttpMethod.DELETE, "/api/documents/{code}", this.prefix + "l").status())
			.isEqualTo(204);
	}

	@Test
	void otherMediaTypesAreRefused() {
		assertThat(this.http
			.send(HttpMethod.POST, "/api/documents", MediaType.TEXT_PLAIN, "x".getBytes(StandardCharsets.UTF_8))
			.status()).isEqualTo(415);
		assertThat(this.http.with("Accept", "text/html").get("/api/documents/count").status()).isEqualTo(406);
		assertThat(this.http.send(HttpMethod.PUT, "/api/documents").status()).isEqualTo(405);
	}

	private Http.Answer create(String code, String name, String content) {
		return this.http.post("/api/documents", body(code, name, content));
	}

	private Map<String, String> body(String code, String name, String content) {
		return Map.of("code", this.prefix + code, "name", name, "content", content);
	}

	private Http.Answer put(String code, String name, String content) {
		Map<String, String> json = new HashMap<>(Map.of("name", name, "content", content));
		return this.addresses.send(HttpMethod.PUT, this.prefix + code, Json.MAPPER.writeValueAsString(json));
	}

	private Http.Answer patch(String code, String json) {
		return this.addresses.send(HttpMethod.PATCH, this.prefix + code, json);
	}

	private JsonNode find(String code) {
		return this.http.get("/api/documents/{code}", this.prefix + code).json();
	}

}
