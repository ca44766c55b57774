package dev.tintype.library.setting;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.tintype.operation.seed.BuiltInRows;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.AfterEach;
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
class SettingIntegrationTests {

	private final Http http;

	private final LibrarySettings settings;

	private final String key = UUID.randomUUID().toString();

	SettingIntegrationTests(@Autowired WebTestClient client, @Autowired LibrarySettings settings) {
		this.http = new Http(client);
		this.settings = settings;
	}

	@AfterEach
	void restoreHolidays() {
		put(LibrarySettings.HOLIDAYS, "[\"US\"]");
	}

	@Test
	void settingIsCreatedChangedAndDeleted() {
		Http.Answer created = put(this.key, "dark");
		assertThat(created.status()).isEqualTo(201);
		assertThat(created.json().path("category").asString()).isEqualTo("general");
		assertThat(created.json().propertyNames()).containsExactly("id", "key", "value", "category", "description",
				"created_at", "updated_at");

		Http.Answer described = send(this.key,
				"{\"value\":\"light\",\"category\":\"" + this.key + "\",\"description\":\"The colours\"}");
		Http.Answer changed = put(this.key, "");

		assertThat(described.status()).isEqualTo(200);
		assertThat(changed.status()).isEqualTo(200);
		assertThat(changed.json().path("value").asString()).isEmpty();
		assertThat(changed.json().path("category").asString()).isEqualTo(this.key);
		assertThat(changed.json().path("description").asString()).isEqualTo("The colours");
		assertThat(this.http.get("/api/settings?category=" + this.key).json().at("/items/0/key").asString())
			.isEqualTo(this.key);
		assertThat(this.http.send(HttpMethod.DELETE, "/api/settings/" + this.key).status()).isEqualTo(204);
		assertThat(this.http.send(HttpMethod.DELETE, "/api/settings/" + this.key).status()).isEqualTo(404);
		assertThat(this.http.get("/api/settings/" + this.key).status()).isEqualTo(404);
	}

	@Test
	void deletedKnownSettingHasItsDefaultAgain() {
		put(LibrarySettings.HOLIDAYS, "[\"UK\",\"US\"]");
		assertThat(this.settings.enabledHolidays().block()).isEqualTo(Set.of("UK", "US"));

		this.http.send(HttpMethod.DELETE, "/api/settings/enabled_holidays");

		JsonNode setting = this.http.get("/api/settings/enabled_holidays").json();
		assertThat(setting.path("value").asString()).isEqualTo("[\"US\"]");
		assertThat(setting.path("id").isNull()).isTrue();
		assertThat(this.settings.enabledHolidays().block()).isEqualTo(Set.of("US"));
		assertThat(this.http.get("/api/settings?category=events").json().path("total").asInt()).isZero();
		assertThat(put(LibrarySettings.HOLIDAYS, "[]").json().path("category").asString()).isEqualTo("events");
		assertThat(this.settings.enabledHolidays().block()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			silver_naming_pattern | {"value":"other"}
			custom_naming_pattern | {"value":""}
			enabled_holidays      | {"value":"US"}
			enabled_holidays      | {"value":"[1]"}
			trash_days            | {"value":"-1"}
			trash_days            | {"value":7}
			duplicate_threshold   | {"value":"49"}
			duplicate_threshold   | {"value":"101"}
			import_face_regions   | {"value":"yes"}
			theme                 | {}
			theme                 | {"value":null}
			""")
	void valueThatServiceCannotUseIsRefused(String name, String body) {
		Http.Answer answer = send(name, body);

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo("/value");
	}

	@Test
	void seedHasDefaultsOfAllKnownSettings() {
		assertThat(BuiltInRows.of("settings").stream().map((row) -> {
			row.remove("id");
			return row;
		})).containsExactlyElementsOf(KnownSettings.ALL.stream()
			.map((known) -> Map.of("key", known.key(), "value", known.value(), "category", known.category(),
					"description", known.description()))
			.toList());
		assertThat(KnownSettings.ALL).allSatisfy((known) -> assertThat(known.fault().apply(known.value())).isNull());
	}

	@Test
	void namingPatternsAreListed() {
		JsonNode patterns = this.http.get("/api/settings/naming-patterns").json().path("items");

		assertThat(patterns.size()).isEqualTo(5);
		assertThat(patterns.get(1).toString())
			.isEqualTo("{\"name\":\"datetime\",\"pattern\":\"{year}-{month}-{day}_{hour}-{minute}-{second}\"}");
	}

	private Http.Answer put(String name, String value) {
		return send(name, dev.tintype.web.http.Json.MAPPER.writeValueAsString(Map.of("value", value)));
	}

	private Http.Answer send(String name, String json) {
		return this.http.send(HttpMethod.PUT, "/api/settings/" + name, MediaType.APPLICATION_JSON,
				json.getBytes(StandardCharsets.UTF_8));
	}

}
