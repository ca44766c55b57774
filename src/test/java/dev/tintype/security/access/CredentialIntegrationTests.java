package dev.tintype.security.access;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.tintype.security.credential.Scope;
import dev.tintype.security.key.NewKey;
import dev.tintype.testing.Callers;
import dev.tintype.testing.ExposedTest;
import dev.tintype.testing.Guests;
import dev.tintype.testing.TokenIssuer;
import dev.tintype.testing.Visitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@ExposedTest
@ExtendWith(OutputCaptureExtension.class)
class CredentialIntegrationTests {

	private static final String REFUSAL = "The request has no valid credentials. Send a key or a token in the header "
			+ "\"Authorization\", or sign in.";

	private final Visitor visitor;

	private final Guests guests;

	CredentialIntegrationTests(@LocalServerPort int port, @Autowired Guests guests) {
		this.visitor = Visitor.at(port);
		this.guests = guests;
	}

	@Test
	void keyIsAcceptedInEitherHeader() {
		String key = this.guests.key(Scope.READ);
		for (Visitor caller : List.of(this.visitor.key(key), this.visitor.with("X-API-Key", key),
				this.visitor.with("Authorization", "bearer  " + key), this.visitor.key(key).with("X-API-Key", key))) {
			Visitor.Reply reply = caller.get("/api/session");
			assertThat(reply.status()).isEqualTo(200);
			assertThat(reply.body())
				.isEqualTo("{\"username\":null,\"key\":\"test\",\"scope\":\"read\",\"expires_at\":null}");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer", "Bearer ", "Bearer tt_", "Bearer tt_short", "Basic YWRhOmFkYQ==", "tt_x",
			"Bearer a b", "Bearer a.b.c", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIiwic2NvcGUiOiJhZG1pbiJ9." })
	void everyBadCredentialGetsSameResponse(String authorization) {
		for (String path : List.of("/api/images", "/actuator/health", "/api/nothing")) {
			Visitor.Reply reply = this.visitor.with("Authorization", authorization).get(path);
			assertThat(reply.status()).isEqualTo(401);
			assertThat(reply.problem()).isEqualTo("/problems/unauthenticated");
			assertThat(reply.json().path("detail").asString()).isEqualTo(REFUSAL);
			assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"tintype\"");
		}
	}

	@Test
	void differentCredentialsInBothHeadersAreRefused() {
		Visitor both = this.visitor.key(this.guests.key(Scope.READ)).with("X-API-Key", this.guests.key(Scope.READ));
		assertThat(both.get("/api/images").status()).isEqualTo(400);
		assertThat(this.visitor.key("a.b.c").with("X-API-Key", this.guests.key(Scope.READ)).get("/").status())
			.isEqualTo(400);
	}

	@Test
	void headerTakesPrecedenceOverCookie() {
		Visitor session = this.visitor.with("Cookie", this.guests.session(this.guests.user("admin")));
		assertThat(session.key(this.guests.key(Scope.READ)).get("/api/keys").status()).isEqualTo(403);
		assertThat(session.key("tt_unknown").get("/api/images").status()).isEqualTo(401);
		// No CSRF token is needed, because the cookie does not count.
		assertThat(session.key(this.guests.key(Scope.WRITE)).post("/api/tags", Map.of("tags", List.of("a"))).status())
			.isEqualTo(201);
	}

	@ParameterizedTest
	@ValueSource(strings = { "api_key", "access_token", "key", "token", "X-API-Key", "authorization" })
	void keyInQueryStringIsNeverAccepted(String name) {
		assertThat(this.visitor.get("/api/images?" + name + "=" + this.guests.key(Scope.ADMIN)).status())
			.isEqualTo(401);
	}

	@Test
	void createdKeyIsShownOnceAndStoredAsHash() {
		Visitor admin = this.visitor.key(this.guests.key(Scope.ADMIN));
		Visitor.Reply created = admin.post("/api/keys", Map.of("name", "ci", "scope", "write", "key", "tt_mine",
				"created_by", "me", "revoked_at", "2026-01-01T00:00:00Z"));
		assertThat(created.status()).isEqualTo(201);
		assertThat(created.header("Cache-Control")).isEqualTo("no-store");
		String key = created.json().path("key").asString();
		assertThat(key).matches("tt_[A-Za-z0-9_-]{43}");
		assertThat(created.json().path("prefix").asString()).isEqualTo(key.substring(0, 11));
		assertThat(created.json().path("created_by").asString()).startsWith("key:");
		assertThat(admin.get("/api/keys?per_page=500").body()).doesNotContain(key).contains(key.substring(0, 11));
		assertThat(this.guests.sql("UPDATE api_keys SET name = name WHERE key_hash = :hash",
				Map.of("hash", dev.tintype.security.credential.Secret.hash(key))))
			.isEqualTo(1);
		assertThat(this.visitor.key(key).get("/api/session").json().path("scope").asString()).isEqualTo("write");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "{} | /name", "{\"name\":\"\"} | /name", "{\"name\":\"a\",\"scope\":\"root\"} | /scope",
					"{\"name\":\"a\",\"scope\":\"ADMIN\"} | /scope",
					"{\"name\":\"a\",\"expires_at\":\"2020-01-01T00:00:00Z\"} | /expires_at",
					"{\"name\":\"a\",\"expires_at\":\"soon\"} | /expires_at" })
	void badKeyIsRefusedWithPointer(String body, String pointer) {
		Visitor.Reply reply = this.visitor.key(this.guests.key(Scope.ADMIN))
			.send("POST", "/api/keys", "application/json", body);
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.json().at("/errors/0/pointer").asString()).isEqualTo(pointer);
	}

	@Test
	void secretIsNotStoredUnderIdempotencyKey() {
		Visitor admin = this.visitor.key(this.guests.key(Scope.ADMIN)).with("Idempotency-Key", "k");
		assertThat(admin.post("/api/keys", Map.of("name", "ci")).status()).isEqualTo(400);
		assertThat(admin.post("/api/users", Map.of("username", "u", "password", "p".repeat(10), "role", "viewer"))
			.status()).isEqualTo(400);
	}

	@Test
	void revokedKeyIsRefusedAtOnce() {
		Visitor admin = this.visitor.key(this.guests.key(Scope.ADMIN));
		NewKey key = this.guests.newKey(Scope.READ);
		assertThat(this.visitor.key(key.key()).get("/api/images").status()).isEqualTo(200);
		assertThat(admin.send("DELETE", "/api/keys/" + key.id()).status()).isEqualTo(204);
		assertThat(this.visitor.key(key.key()).get("/api/images").status()).isEqualTo(401);
		assertThat(admin.send("DELETE", "/api/keys/" + key.id()).status()).isEqualTo(204);
		assertThat(admin.send("DELETE", "/api/keys/0").status()).isEqualTo(404);
	}

	@Test
	void keyThatAnotherProgramRevokesIsRefusedSoon() {
		NewKey key = this.guests.newKey(Scope.READ);
		assertThat(this.visitor.key(key.key()).get("/api/images").status()).isEqualTo(200);
		this.guests.sql("UPDATE api_keys SET revoked_at = :now WHERE key_id = :id",
				Map.of("now", Instant.now(), "id", key.id()));
		Callers.await(() -> this.visitor.key(key.key()).get("/api/images").status() == 401);
	}

	@Test
	void useOfKeyIsRecorded() {
		NewKey key = this.guests.newKey(Scope.READ);
		this.visitor.key(key.key()).get("/api/images");
		Callers.await(
				() -> this.guests.sql("UPDATE api_keys SET name = name WHERE key_id = :id AND last_used_at IS NOT NULL",
						Map.of("id", key.id())) == 1);
	}

	@Test
	void sameIdempotencyKeyOfAnotherCallerIsAnotherRequest() {
		Map<String, Object> prompt = Map.of("name", "Of a caller " + Instant.now(), "content", "a");
		Visitor first = this.visitor.key(this.guests.key(Scope.WRITE)).with("Idempotency-Key", "shared");
		Visitor second = this.visitor.key(this.guests.key(Scope.WRITE)).with("Idempotency-Key", "shared");
		Visitor.Reply added = first.post("/api/tags", Map.of("tags", List.of("Shared " + prompt.get("name"))));
		assertThat(added.json().path("added").asInt()).isEqualTo(1);
		assertThat(first.post("/api/tags", Map.of("tags", List.of("Shared " + prompt.get("name"))))
			.header("Idempotent-Replayed")).isEqualTo("true");
		Visitor.Reply other = second.post("/api/tags", Map.of("tags", List.of("Shared " + prompt.get("name"))));
		assertThat(other.header("Idempotent-Replayed")).isEmpty();
		assertThat(other.json().path("added").asInt()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "scope, read openid, read", "scope, tintype:write, write", "scp, tintype:admin read, admin" })
	void tokenHasScopeOfItsClaims(String claim, String value, String scope) {
		Visitor.Reply reply = this.visitor
			.with("Authorization", TokenIssuer.bearer(Instant.now().plusSeconds(300), Map.of(claim, value)))
			.get("/api/session");
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.json().path("scope").asString()).isEqualTo(scope);
		assertThat(reply.json().path("username").asString()).isEqualTo("grace");
		assertThat(
				this.visitor
					.with("Authorization",
							TokenIssuer.bearer(Instant.now().plusSeconds(300),
									Map.of(claim, List.of(value.split(" ")))))
					.get("/api/session")
					.json()
					.path("scope")
					.asString())
			.isEqualTo(scope);
	}

	@Test
	void tokenWithoutScopeIsForbiddenAndExpiredTokenIsRefused() {
		assertThat(this.visitor
			.with("Authorization",
					TokenIssuer.bearer(Instant.now().plusSeconds(300), Map.of("scope", "openid tintype:root")))
			.get("/api/images")
			.status()).isEqualTo(403);
		assertThat(this.visitor
			.with("Authorization", TokenIssuer.bearer(Instant.now().minusSeconds(300), Map.of("scope", "admin")))
			.get("/api/images")
			.status()).isEqualTo(401);
	}

	@Test
	void tokenThatNeverExpiresIsRefused() {
		assertThat(this.visitor.with("Authorization", TokenIssuer.unending("admin")).get("/api/images").status())
			.isEqualTo(401);
	}

	@Test
	void tooLowScopeIsNamed() {
		Visitor.Reply reply = this.visitor.key(this.guests.key(Scope.READ)).send("DELETE", "/api/images?confirm=all");
		assertThat(reply.status()).isEqualTo(403);
		assertThat(reply.problem()).isEqualTo("/problems/forbidden");
		assertThat(reply.json().path("detail").asString()).isEqualTo("The request needs the scope admin.");
	}

	@Test
	void knownKeyHasTheSameScopeAndSession() {
		Visitor caller = this.visitor.key(this.guests.key(Scope.READ));
		for (int i = 0; i < 3; i++) {
			assertThat(caller.get("/api/images").status()).isEqualTo(200);
			assertThat(caller.get("/api/images").header("RateLimit")).contains("default");
			assertThat(caller.get("/api/session").json().path("key").asString()).isEqualTo("test");
			assertThat(caller.get("/api/keys").problem()).isEqualTo("/problems/forbidden");
			assertThat(caller.get("/api/nothing").problem()).isEqualTo("/problems/no-such-route");
			assertThat(caller.with("X-API-Key", "tt_other").get("/api/images").status()).isEqualTo(400);
		}
	}

	@Test
	void healthShowsStatusOnly() {
		assertThat(this.visitor.get("/actuator/health").body()).doesNotContain("database").contains("\"UP\"");
		assertThat(this.visitor.get("/actuator/health/readiness").body()).isEqualTo("{\"status\":\"UP\"}");
		assertThat(this.visitor.key(this.guests.key(Scope.ADMIN)).get("/actuator/health").body())
			.doesNotContain("database");
	}

	@Test
	void onlyAllowedOriginMayReadResponses() {
		Visitor preflight = this.visitor.with("Access-Control-Request-Method", "DELETE")
			.with("Access-Control-Request-Headers", "authorization");
		Visitor.Reply allowed = preflight.with("Origin", "https://app.example").send("OPTIONS", "/api/images/0");
		assertThat(allowed.status()).isEqualTo(200);
		assertThat(allowed.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example");
		assertThat(allowed.header("Access-Control-Allow-Credentials")).isEmpty();
		Visitor.Reply foreign = preflight.with("Origin", "https://evil.example").send("OPTIONS", "/api/images/0");
		assertThat(foreign.status()).isEqualTo(204);
		assertThat(foreign.header("Access-Control-Allow-Origin")).isEmpty();
		Visitor writer = this.visitor.key(this.guests.key(Scope.WRITE)).with("Sec-Fetch-Site", "cross-site");
		assertThat(
				writer.with("Origin", "https://app.example").post("/api/tags", Map.of("tags", List.of("b"))).status())
			.isEqualTo(201);
		assertThat(
				writer.with("Origin", "https://evil.example").post("/api/tags", Map.of("tags", List.of("b"))).status())
			.isEqualTo(403);
	}

	@Test
	void secretIsNotLogged(CapturedOutput output) {
		String key = this.guests.key(Scope.WRITE);
		this.visitor.key(key).get("/api/images/0?a=b");
		this.visitor.key(key).send("POST", "/api/tags", "application/json", "{");
		this.visitor.key(key + "x").get("/api/images");
		assertThat(output.getAll()).doesNotContain(key.substring(11));
		assertThat(this.visitor.key(this.guests.key(Scope.READ)).get("/actuator/prometheus").body())
			.doesNotContain(key.substring(11));
	}

}
