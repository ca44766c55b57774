package dev.tintype.security.session;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.security.credential.Scope;
import dev.tintype.security.credential.Secret;
import dev.tintype.security.user.User;
import dev.tintype.testing.ExposedTest;
import dev.tintype.testing.Guests;
import dev.tintype.testing.Visitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@ExposedTest
@ExtendWith(OutputCaptureExtension.class)
class SessionIntegrationTests {

	private static final String FORM = "application/x-www-form-urlencoded";

	private final Visitor visitor;

	private final Guests guests;

	SessionIntegrationTests(@LocalServerPort int port, @Autowired Guests guests) {
		this.visitor = Visitor.at(port);
		this.guests = guests;
	}

	@Test
	void userSignsInAndOut(CapturedOutput output) {
		User user = this.guests.user("editor");
		Visitor.Reply begun = this.visitor.post("/api/session",
				Map.of("username", user.username(), "password", Guests.PASSWORD));
		assertThat(begun.status()).isEqualTo(200);
		assertThat(begun.json().path("scope").asString()).isEqualTo("write");
		assertThat(begun.setCookies()).hasSize(2)
			.anyMatch((cookie) -> cookie
				.matches("tintype_session=[A-Za-z0-9_-]{43}; Max-Age=604800; .*Path=/; " + "HTTPOnly; SameSite=Strict"))
			.anyMatch((cookie) -> cookie.matches("XSRF-TOKEN=[^;]+; Path=/; SameSite=Strict"));
		Visitor session = this.visitor.signIn(user.username(), Guests.PASSWORD);
		assertThat(session.get("/api/session").json().path("username").asString()).isEqualTo(user.username());
		assertThat(session.send("DELETE", "/api/session").status()).isEqualTo(204);
		assertThat(session.get("/api/session").status()).isEqualTo(401);
		assertThat(output.getAll()).contains("\"event\":\"sign_in\"", "\"event\":\"sign_out\"")
			.doesNotContain(Guests.PASSWORD, begun.cookie("tintype_session"));
	}

	@Test
	void requestWithKeyDoesNotEndSessionOfCookie() {
		String cookie = this.guests.session(this.guests.user("viewer"));
		Visitor both = this.visitor.with("Cookie", cookie).key(this.guests.key(Scope.READ));
		assertThat(both.send("DELETE", "/api/session").status()).isEqualTo(204);
		assertThat(this.visitor.with("Cookie", cookie).get("/api/session").status()).isEqualTo(200);
	}

	@Test
	void nameOfFailedSignInIsCutInLog(CapturedOutput output) {
		this.visitor.post("/api/session", Map.of("username", "z".repeat(9000), "password", "wrong"));
		assertThat(output.getAll()).contains("\"user:" + "z".repeat(255) + "…\"").doesNotContain("z".repeat(256));
	}

	@Test
	void cookiesAreSecureIfProxySaysSo() {
		User user = this.guests.user("viewer");
		assertThat(this.visitor.with("X-Forwarded-Proto", "https")
			.post("/api/session", Map.of("username", user.username(), "password", Guests.PASSWORD))
			.setCookies()).hasSize(2).allMatch((cookie) -> cookie.contains("; Secure"));
	}

	@Test
	void signInBeginsNewSessionAndEndsFormerOne() {
		User user = this.guests.user("viewer");
		String planted = "tintype_session=" + Secret.token().text();
		Visitor victim = this.visitor.with("Cookie", planted);
		assertThat(victim.signIn(user.username(), Guests.PASSWORD)).isNotNull();
		assertThat(this.visitor.with("Cookie", planted).get("/api/session").status()).isEqualTo(401);
		String former = this.guests.session(user);
		this.visitor.with("Cookie", former).signIn(user.username(), Guests.PASSWORD);
		assertThat(this.visitor.with("Cookie", former).get("/api/session").status()).isEqualTo(401);
	}

	@Test
	void writeOfSessionNeedsCsrfToken() {
		Visitor session = this.visitor.with("Cookie", this.guests.session(this.guests.user("editor")));
		Visitor.Reply refused = session.post("/api/tags", Map.of("tags", List.of("c")));
		assertThat(refused.status()).isEqualTo(403);
		assertThat(refused.problem()).isEqualTo("/problems/csrf");
		assertThat(session.with("X-XSRF-TOKEN", "guess").post("/api/tags", Map.of("tags", List.of("c"))).status())
			.isEqualTo(403);
		assertThat(session.send("POST", "/api/tags", FORM, "_csrf=guess").status()).isEqualTo(403);
		assertThat(session.get("/api/session").cookie("XSRF-TOKEN")).isNotEmpty();
		String token = session.get("/api/session").cookie("XSRF-TOKEN");
		Visitor own = session.with("Cookie", "XSRF-TOKEN=" + token).with("X-XSRF-TOKEN", token);
		assertThat(own.post("/api/tags", Map.of("tags", List.of("c"))).status()).isEqualTo(201);
	}

	@Test
	void everyFailedSignInGetsSameResponse() {
		User disabled = this.guests.user("viewer");
		this.guests.disable(disabled);
		Visitor.Reply unknown = this.visitor.post("/api/session",
				Map.of("username", "nobody", "password", Guests.PASSWORD));
		Visitor.Reply wrong = this.visitor.post("/api/session",
				Map.of("username", this.guests.user("viewer").username(), "password", "x".repeat(9_000)));
		Visitor.Reply off = this.visitor.post("/api/session",
				Map.of("username", disabled.username(), "password", Guests.PASSWORD));
		Visitor.Reply nul = this.visitor.send("POST", "/api/session", FORM, "username=%00&password=a");
		for (Visitor.Reply reply : List.of(unknown, wrong, off, nul)) {
			assertThat(reply.status()).isEqualTo(401);
			assertThat(reply.body()).isEqualTo(unknown.body());
			assertThat(reply.setCookies()).isEmpty();
		}
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`',
			value = { "/docs?a=b, /docs?a=b", "//evil.example, /", "https://evil.example, /", "/\\evil.example, /",
					"/%09/evil.example, /", "javascript:alert(1), /", "evil.example, /", "/%5Cevil.example, /",
					"/%0d%0aSet-Cookie:a=b, /", "``, /", "/%5B, /", "/%25zz, /", "/docs?a=%7C, /" })
	void formLeadsOnlyToPathOfService(String next, String location) {
		User user = this.guests.user("viewer");
		Visitor.Reply reply = this.visitor.send("POST", "/api/session", FORM,
				"username=" + user.username().replace(" ", "+") + "&password=correct+horse&next=" + next);
		assertThat(reply.status()).isEqualTo(303);
		assertThat(reply.header("Location")).isEqualTo(location);
	}

	@Test
	void pageLeadsToSignInAndBack() {
		Visitor browser = this.visitor.with("Accept", "text/html,*/*;q=0.8");
		Visitor.Reply redirect = browser.get("/docs?a=b&c");
		assertThat(redirect.status()).isEqualTo(302);
		assertThat(redirect.header("Location")).isEqualTo("/sign-in?next=%2Fdocs%3Fa%3Db%26c");
		Visitor.Reply page = browser.get(redirect.header("Location"));
		assertThat(page.body()).contains("<input name=\"next\" type=\"hidden\" value=\"/docs?a=b&amp;c\">");
		assertThat(page.header("Content-Security-Policy")).contains("form-action 'self'").doesNotContain("unsafe");
		assertThat(browser.get("/sign-in/?next=/docs").body()).contains("value=\"/docs\"");
		assertThat(browser.get("/sign-in?next=%22%3E%3Cscript%3E").body()).doesNotContain("<script");
		Visitor.Reply stale = browser.with("Cookie", "tintype_session=old").get("/docs");
		assertThat(stale.status()).isEqualTo(302);
		assertThat(stale.setCookies()).anyMatch((cookie) -> cookie.startsWith("tintype_session=; Max-Age=0"));
		Visitor.Reply failed = browser.send("POST", "/api/session", FORM, "username=nobody&password=x&next=/docs");
		assertThat(failed.status()).isEqualTo(401);
		assertThat(failed.body()).contains("The user name or the password is wrong.", "value=\"/docs\"");
	}

	@Test
	void changedUserIsSignedOut() {
		Visitor admin = this.visitor.key(this.guests.key(Scope.ADMIN));
		for (Map<String, Object> change : List.<Map<String, Object>>of(Map.of("password", "another password"),
				Map.of("role", "viewer"), Map.of("is_enabled", false))) {
			User user = this.guests.user("editor");
			Visitor session = this.visitor.with("Cookie", this.guests.session(user));
			assertThat(session.get("/api/tags").status()).isEqualTo(200);
			assertThat(admin
				.send("PATCH", "/api/users/" + user.id(), "application/json",
						dev.tintype.web.http.Json.MAPPER.writeValueAsString(change))
				.status()).isEqualTo(200);
			assertThat(session.get("/api/tags").status()).as(change.toString()).isEqualTo(401);
		}
		User user = this.guests.user("editor");
		Visitor session = this.visitor.with("Cookie", this.guests.session(user));
		assertThat(session.get("/api/tags").status()).isEqualTo(200);
		assertThat(admin.send("DELETE", "/api/users/" + user.id()).status()).isEqualTo(204);
		assertThat(session.get("/api/tags").status()).isEqualTo(401);
	}

	@Test
	void usersAreAddedWithoutShowingHash() {
		Visitor admin = this.visitor.key(this.guests.key(Scope.ADMIN));
		String name = "new " + UUID.randomUUID();
		Visitor.Reply added = admin.post("/api/users", Map.of("username", name, "password", "a new password", "role",
				"viewer", "is_enabled", false, "id", "0"));
		assertThat(added.status()).isEqualTo(201);
		assertThat(added.json().propertyNames()).containsExactly("id", "username", "role", "is_enabled", "created_at");
		assertThat(added.json().path("is_enabled").asBoolean()).isTrue();
		assertThat(admin.post("/api/users", Map.of("username", name, "password", "a new password", "role", "viewer"))
			.status()).isEqualTo(409);
		assertThat(admin.get("/api/users?per_page=500").body()).contains(name).doesNotContain("argon2");
		Visitor viewer = this.visitor.signIn(name, "a new password");
		assertThat(viewer
			.send("PATCH", "/api/users/" + added.json().path("id").asString(), "application/json",
					"{\"role\":\"admin\"}")
			.status()).isEqualTo(403);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "{\"password\":\"0123456789\",\"role\":\"viewer\"} | /username",
					"{\"username\":\"a\",\"password\":\"012345678\",\"role\":\"viewer\"} | /password",
					"{\"username\":\"a\",\"password\":\"0123456789\",\"role\":\"root\"} | /role",
					"{\"username\":\"a\",\"password\":\"0123456789\"} | /role" })
	void badUserIsRefusedWithPointer(String body, String pointer) {
		Visitor.Reply reply = this.visitor.key(this.guests.key(Scope.ADMIN))
			.send("POST", "/api/users", "application/json", body);
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.json().at("/errors/0/pointer").asString()).isEqualTo(pointer);
		assertThat(reply.body()).doesNotContain("0123");
	}

	@Test
	void hashOfOtherApplicationIsReplacedAtSignIn() {
		User user = this.guests.user("viewer");
		this.guests.sql("UPDATE users SET password = :hash WHERE id = :id", Map.of("id", user.id(), "hash",
				new org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder(4).encode("bcrypt password")));
		this.visitor.signIn(user.username(), "bcrypt password");
		assertThat(this.guests.sql("UPDATE users SET username = username WHERE id = :id AND password LIKE '{argon2}%'",
				Map.of("id", user.id())))
			.isEqualTo(1);
		this.visitor.signIn(user.username(), "bcrypt password");
		assertThat(this.visitor.post("/api/session", Map.of("username", user.username(), "password", "x".repeat(200)))
			.status()).isEqualTo(401);
	}

	@Test
	void fiveFailuresBlockAddressEvenForRightPassword() {
		User user = this.guests.user("viewer");
		for (int i = 0; i < 5; i++) {
			assertThat(this.visitor.post("/api/session", Map.of("username", user.username(), "password", "wrong"))
				.status()).isEqualTo(401);
		}
		Visitor.Reply blocked = this.visitor.post("/api/session",
				Map.of("username", user.username(), "password", Guests.PASSWORD));
		assertThat(blocked.status()).isEqualTo(429);
		assertThat(blocked.problem()).isEqualTo("/problems/too-many-requests");
		assertThat(Integer.parseInt(blocked.header("Retry-After"))).isBetween(1, 60);
	}

}
