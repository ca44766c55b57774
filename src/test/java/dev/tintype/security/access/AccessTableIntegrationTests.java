package dev.tintype.security.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import dev.tintype.security.credential.Scope;
import dev.tintype.security.user.User;
import dev.tintype.testing.ExposedTest;
import dev.tintype.testing.Guests;
import dev.tintype.testing.Visitor;
import dev.tintype.web.route.RouteTable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@ExposedTest
class AccessTableIntegrationTests {

	/** What Actuator and static files serve besides the routes. */
	private static final Map<String, String> OTHERS = Map.of("GET /actuator", "read", "GET /actuator/health", "none",
			"GET /actuator/health/liveness", "none", "GET /actuator/health/readiness", "none", "GET /actuator/info",
			"read", "GET /actuator/prometheus", "read", "GET /docs/page.css", "read", "GET /web/sign-in.css", "none");

	private final int port;

	private final Guests guests;

	private final RouteTable routes;

	AccessTableIntegrationTests(@LocalServerPort int port, @Autowired Guests guests, @Autowired RouteTable routes) {
		this.port = port;
		this.guests = guests;
		this.routes = routes;
	}

	@Test
	void everyRouteHasRowAndEveryRowHasRoute() {
		assertThat(new TreeSet<>(AccessTable.rows().keySet()))
			.isEqualTo(new TreeSet<>(this.routes.routes().stream().map(AccessTable::name).toList()));
	}

	@Test
	void everyRouteAdmitsOnlyCallersWithItsScope() {
		Map<Scope, String> keys = new LinkedHashMap<>();
		for (Scope scope : Scope.values()) {
			keys.put(scope, this.guests.key(scope));
		}
		List<String> wrong = new ArrayList<>();
		calls().forEach((call, required) -> {
			int open = status(call, Visitor.at(this.port));
			if ((required != null) ? open != 401 : isRefusal(open) && !call.equals("POST /api/session")) {
				wrong.add(call + " without credentials: " + open);
			}
			keys.forEach((scope, key) -> {
				int status = status(call, Visitor.at(this.port).key(key));
				boolean isAllowed = required == null || scope.includes(required);
				if (isAllowed ? isRefusal(status) : status != 403) {
					wrong.add(call + " with " + scope + ": " + status);
				}
			});
		});
		assertThat(wrong).isEmpty();
	}

	@Test
	void noRouteAdmitsCredentialsThatAreNoLongerValid() {
		User user = this.guests.user("admin");
		// The last admin cannot be disabled.
		this.guests.user("admin");
		String cookie = this.guests.session(user);
		assertThat(Visitor.at(this.port).with("Cookie", cookie).get("/api/users").status()).isEqualTo(200);
		this.guests.disable(user);
		String expired = this.guests.expiredKey(Scope.ADMIN);
		String revoked = this.guests.revokedKey(Scope.ADMIN);
		List<String> wrong = new ArrayList<>();
		calls().forEach((call, required) -> {
			for (String key : List.of(expired, revoked)) {
				int status = status(call, Visitor.at(this.port).key(key));
				if (status != 401) {
					wrong.add(call + ": " + status);
				}
			}
			int status = status(call, Visitor.at(this.port).with("Cookie", cookie));
			// An old cookie must not keep a user from signing in.
			if (status != 401 && !call.endsWith("/sign-in") && !call.equals("POST /api/session")) {
				wrong.add(call + " with the session of a disabled user: " + status);
			}
		});
		assertThat(wrong).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "DELETE, /api/images/, 403", "DELETE, /api/%69mages, 403", "DELETE, /api/images;a=b, 403",
			"DELETE, /%61pi/images, 403", "DELETE, /%61pi/images?confirm=all, 403", "GET, /%61pi/keys, 403",
			"GET, /%61%70%69/users, 403", "DELETE, //api/images, 404", "DELETE, /api//images, 404",
			"DELETE, /API/images, 404", "DELETE, /web/../api/images, 404", "DELETE, /api/images?confirm=all, 403",
			"GET, /api/keys/, 403", "HEAD, /api/keys, 403", "HEAD, /api/keys/, 403", "GET, /api/%6beys, 403",
			"GET, /api/database/stats/, 403", "GET, /api/database/health, 200", "HEAD, /actuator/prometheus, 200",
			"PUT, /api/settings/a%2Fb, 403", "PUT, /api/settings/, 405", "POST, /api/prompts/cleanup/, 403" })
	void noSpellingOfPathGetsAroundTable(String method, String path, int status) {
		Visitor writer = Visitor.at(this.port).key(this.guests.key(Scope.WRITE));
		assertThat(writer.send(method, path).status()).isEqualTo(status);
		assertThat(Visitor.at(this.port).send(method, path).status()).isEqualTo(401);
	}

	@ParameterizedTest
	@CsvSource({ "GET", "HEAD" })
	void unknownPathBelowPublicFilesShowsNothing(String method) {
		for (String path : List.of("/web/../docs/page.css", "/web/%2e%2e/docs/page.css", "/web/..%2fdocs/page.css",
				"/actuator/health/../prometheus", "/actuator/health;a/../info")) {
			assertThat(Visitor.at(this.port).send(method, path).status()).as(path).isIn(400, 401, 404);
		}
	}

	@ParameterizedTest
	@CsvSource({ "/api/documents/a%2Fb", "/api/documents/100%25", "/api/documents/a%3Bb", "/api/documents/a%5Cb",
			"/api/documents/..%2Fa", "/api/documents/a%2F%2Fb" })
	void codeOfDocumentWithAnyCharacterIsFound(String path) {
		Visitor writer = Visitor.at(this.port).key(this.guests.key(Scope.WRITE));
		int saved = writer.send("PUT", path, "application/json", "{\"name\":\"a\",\"content\":\"a\"}").status();
		assertThat(saved).isIn(200, 201);
		assertThat(writer.get(path).status()).isEqualTo(200);
	}

	private Map<String, @Nullable Scope> calls() {
		Map<String, @Nullable Scope> calls = new LinkedHashMap<>();
		AccessTable.rows().forEach((call, access) -> calls.put(call, access.scope()));
		OTHERS.forEach((call, word) -> calls.put(call, Scope.of(word)));
		return calls;
	}

	private static int status(String call, Visitor visitor) {
		String[] parts = call.replaceAll("\\{[^}]*}", "0").split(" ");
		return visitor.send(parts[0], parts[1]).status();
	}

	private static boolean isRefusal(int status) {
		return status == 401 || status == 403;
	}

}
