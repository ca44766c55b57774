package dev.tintype.security.limit;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.tintype.security.credential.Scope;
import dev.tintype.testing.Callers;
import dev.tintype.testing.ExposedTest;
import dev.tintype.testing.Guests;
import dev.tintype.testing.Visitor;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@ExposedTest
class LimitIntegrationTests {

	private final int port;

	private final Visitor visitor;

	private final Guests guests;

	LimitIntegrationTests(@LocalServerPort int port, @Autowired Guests guests) {
		this.port = port;
		this.visitor = Visitor.at(port);
		this.guests = guests;
	}

	@Test
	void addressWithoutCredentialsIsLimitedButNotItsKey() {
		// One more is allowed each second.
		assertThat(countUntilLimit(this.visitor)).isGreaterThanOrEqualTo(60);
		assertThat(this.visitor.key(this.guests.key(Scope.READ)).get("/api/images").status()).isEqualTo(200);
		assertThat(countUntilLimit(this.visitor.key("tt_guess"))).isLessThan(60);
		assertThat(this.visitor.get("/actuator/health").status()).isEqualTo(200);
		assertThat(Visitor.at(this.port).get("/api/images").status()).isEqualTo(401);
	}

	private static int countUntilLimit(Visitor visitor) {
		int refused = 0;
		Visitor.Reply reply = visitor.get("/api/images");
		while (reply.status() == 401) {
			refused++;
			reply = visitor.get("/api/images");
		}
		assertThat(reply.status()).isEqualTo(429);
		assertThat(reply.header("Retry-After")).isEqualTo("1");
		return refused;
	}

	@Test
	void responseToCredentialsShowsLimit() {
		Visitor.Reply reply = this.visitor.key(this.guests.key(Scope.READ)).get("/api/nothing");
		assertThat(reply.header("RateLimit-Policy")).isEqualTo("\"default\";q=20000;w=1");
		assertThat(reply.header("RateLimit")).matches("\"default\";r=[0-9]+;t=1");
		assertThat(this.visitor.get("/actuator/health").header("RateLimit")).isEmpty();
	}

	@Test
	void manyWrongSignInsAtOnceCannotExceedLimit() {
		List<Integer> statuses = Objects
			.requireNonNull(
					Flux.range(0, 50)
						.flatMap(
								(i) -> Mono
									.fromCallable(
											() -> this.visitor
												.post("/api/session",
														Map.of("username", "nobody", "password", "wrong password"))
												.status())
									.subscribeOn(Callers.SCHEDULER),
								50)
						.collectList()
						.block());
		assertThat(statuses).hasSize(50).isSubsetOf(401, 429, 503);
		assertThat(statuses.stream().filter((status) -> status == 401).count()).isLessThanOrEqualTo(5);
	}

}
