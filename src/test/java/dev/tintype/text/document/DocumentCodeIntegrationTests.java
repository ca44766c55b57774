package dev.tintype.text.document;

import java.util.Map;
import java.util.UUID;

import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class DocumentCodeIntegrationTests {

	private final Http http;

	private final DocumentAddresses addresses;

	/** Part of every code of a test, so that tests do not share documents. */
	private final String prefix = UUID.randomUUID().toString().substring(0, 8);

	DocumentCodeIntegrationTests(@Autowired WebTestClient client) {
		this.http = new Http(client);
		this.addresses = new DocumentAddresses(client);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a/b", "/", "a%b", "%2F", "a b", " ", "a+b", "a;b=c", ";", "a?b#c", "\u00e4\u65e5\u672c",
			"\uD83D\uDE00", "..a", "...", "Search", "a\\b", "\"'<>&", "{code}", "a:b@c,d=$!*()" })
	void codeMayContainAnyOtherCharacter(String text) {
		// Codes that are special as a whole are used without the prefix.
		String code = (text.length() > 1 && !text.equals("...")) ? text + this.prefix : text;
		this.addresses.send(HttpMethod.DELETE, code, null);

		Http.Answer saved = this.addresses.send(HttpMethod.PUT, code, "{\"name\":\"N\",\"content\":\"c\"}");

		assertThat(saved.status()).isEqualTo(201);
		assertThat(saved.json().path("code").asString()).isEqualTo(code);
		assertThat(this.addresses.get(saved.header("Location")).json().path("code").asString()).isEqualTo(code);
		assertThat(this.addresses.send(HttpMethod.GET, code, null).json().path("content").asString()).isEqualTo("c");
		assertThat(this.addresses.send(HttpMethod.PATCH, code, "{\"name\":\"M\"}").status()).isEqualTo(200);
		assertThat(this.addresses.send(HttpMethod.DELETE, code, null).status()).isEqualTo(204);
	}

	@Test
	void unencodedSemicolonIsPartOfCode() {
		String path = "/api/documents/" + this.prefix + ";v=1";

		Http.Answer saved = this.addresses.send(HttpMethod.PUT, path.substring("/api/documents/".length()), true,
				"{\"name\":\"N\",\"content\":\"c\"}");

		assertThat(saved.json().path("code").asString()).isEqualTo(this.prefix + ";v=1");
	}

	@Test
	void codeMayHaveFiftyCharactersInAnyEncoding() {
		String longest = this.prefix + "\uD83D\uDE00".repeat(42);

		assertThat(this.addresses.send(HttpMethod.PUT, longest, "{\"name\":\"N\",\"content\":\"c\"}").status())
			.isEqualTo(201);
		assertThat(this.addresses.send(HttpMethod.PUT, longest + "a", "{\"name\":\"N\",\"content\":\"c\"}").status())
			.isEqualTo(400);
		assertThat(
				this.http.post("/api/documents", Map.of("name", "N", "content", "c", "code", longest + "a")).pointer())
			.isEqualTo("/code");
		assertThat(this.addresses.send(HttpMethod.GET, longest + "a", null).status()).isEqualTo(404);
	}

	@ParameterizedTest
	@CsvSource({ "search", "count", "%2E", "%2e%2E", "a%00b", "a%0Ab", "%7F", "a%C2%85" })
	void codesUnfitForUrlOrDatabaseAreRefused(String encoded) {
		Http.Answer answer = this.addresses.send(HttpMethod.PUT, encoded, true, "{\"name\":\"N\",\"content\":\"c\"}");

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo("code");
	}

	@ParameterizedTest
	@ValueSource(strings = { "%FF", "a%ED%A0%80", "%C0%AF" })
	void pathsThatAreNotUtf8AreRefused(String encoded) {
		Http.Answer answer = this.addresses.send(HttpMethod.PUT, encoded, true, "{\"name\":\"N\",\"content\":\"c\"}");

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().path("detail").stringValue()).contains("UTF-8");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "search", "count", ".", "..", "a\u0000b", "a\nb", "\u0085" })
	void createRefusesSameCodes(String code) {
		Http.Answer answer = this.http.post("/api/documents", Map.of("name", "N", "content", "c", "code", code));

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo("/code");
	}

}
