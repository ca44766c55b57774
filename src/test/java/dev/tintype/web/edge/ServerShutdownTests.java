package dev.tintype.web.edge;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Sinks;

import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ServerShutdownTests {

	private static final String WORDS = "GET /api/words HTTP/1.1\r\nHost: localhost\r\n\r\n";

	private @Nullable ReactiveWebServerApplicationContext service;

	@AfterEach
	void end() {
		service().close();
	}

	@Test
	void requestsInProgressGetResponsesAndLastOneClosesConnection() throws Exception {
		start("30s");
		try (RawConnection begun = connect();
				RawConnection slow = connect();
				RawConnection two = connect();
				RawConnection idle = connect()) {
			begun.send(WORDS.substring(0, 20));
			slow.send("GET /api/held HTTP/1.1\r\nHost: localhost\r\n\r\n");
			two.send("GET /api/held HTTP/1.1\r\nHost: localhost\r\n\r\n" + WORDS);
			awaitBegun(2);
			CompletableFuture<Void> end = stop();
			begun.send(WORDS.substring(20));
			EdgeApplication.held.tryEmitEmpty();
			assertThat(begun.readToEnd()).startsWith("HTTP/1.1 200").containsIgnoringCase("connection: close");
			assertThat(slow.readToEnd()).startsWith("HTTP/1.1 200").containsIgnoringCase("connection: close");
			assertThat(two.readToEnd().split("(?=HTTP/1.1 200)")).hasSize(2).satisfies((responses) -> {
				assertThat(responses[0]).doesNotContainIgnoringCase("connection: close");
				assertThat(responses[1]).containsIgnoringCase("connection: close").endsWith("words");
			});
			assertThat(idle.readToEnd()).isEmpty();
			end.get(20, TimeUnit.SECONDS);
		}
	}

	@Test
	void unfinishedRequestsAreRefusedAndStreamsEndWithErrorLine(CapturedOutput output) throws Exception {
		start("3s");
		try (RawConnection never = connect(); RawConnection half = connect(); RawConnection stream = connect()) {
			never.send("GET /api/held HTTP/1.1\r\nHost: localhost\r\n\r\n");
			half.send("POST /api/drain HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf");
			stream.send("GET /api/progress HTTP/1.1\r\nHost: localhost\r\n\r\n");
			awaitBegun(1);
			assertThat(stream.readUntil("{\"text\":\"row\",\"count\":1}")).startsWith("HTTP/1.1 200");
			CompletableFuture<Void> end = stop();
			assertThat(never.readToEnd()).startsWith("HTTP/1.1 503")
				.containsIgnoringCase("retry-after: 1")
				.contains("/problems/unavailable");
			assertThat(half.readToEnd()).startsWith("HTTP/1.1 503");
			assertThat(stream.readToEnd()).contains("{\"error\":{").contains("\"status\":503").endsWith("0\r\n\r\n");
			end.get(20, TimeUnit.SECONDS);
		}
		assertThat(output).contains("A stream ended with an error line, because the service is shutting down")
			.doesNotContain("ProblemDetail", "ProblemException");
	}

	@Test
	void instanceAcceptsRequestsAndIsNotReadyWhileItDrains() throws Exception {
		start("30s", "--tintype.server.drain=1s");
		try (RawConnection early = connect()) {
			early.send("GET /api/held HTTP/1.1\r\nHost: localhost\r\n\r\n");
			awaitBegun(1);
			CompletableFuture<Void> end = CompletableFuture.runAsync(service()::close);
			ApplicationAvailability availability = service().getBean(ApplicationAvailability.class);
			while (availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC) {
				assertThat(end).isNotDone();
				Thread.onSpinWait();
			}
			try (RawConnection late = connect()) {
				late.send(WORDS + WORDS);
				assertThat(late.readUntil("words")).startsWith("HTTP/1.1 200")
					.doesNotContainIgnoringCase("connection: close");
			}
			EdgeApplication.held.tryEmitEmpty();
			assertThat(early.readToEnd()).startsWith("HTTP/1.1 200");
			end.get(20, TimeUnit.SECONDS);
		}
	}

	private void start(String limit, String... arguments) {
		EdgeApplication.SLOW_BEGUN.drainPermits();
		EdgeApplication.held = Sinks.empty();
		this.service = (ReactiveWebServerApplicationContext) new SpringApplicationBuilder(EdgeApplication.class)
			.properties("server.port=0", "server.address=127.0.0.1", "spring.main.web-application-type=reactive",
					"management.endpoint.health.validate-group-membership=false",
					"tintype.server.shutdown-timeout=" + limit)
			.run(Stream.concat(Stream.of("--server.shutdown=graceful"), Arrays.stream(arguments))
				.toArray(String[]::new));
	}

	private ReactiveWebServerApplicationContext service() {
		return Objects.requireNonNull(this.service);
	}

	private RawConnection connect() throws IOException {
		return new RawConnection(Objects.requireNonNull(service().getWebServer()).getPort());
	}

	private static void awaitBegun(int requests) throws InterruptedException {
		assertThat(EdgeApplication.SLOW_BEGUN.tryAcquire(requests, 20, TimeUnit.SECONDS)).isTrue();
	}

	// Returns when the shutdown has begun.
	private CompletableFuture<Void> stop() {
		OpenConnections connections = service().getBean(OpenConnections.class);
		CompletableFuture<Void> end = CompletableFuture.runAsync(service()::close);
		while (!connections.isLeaving()) {
			assertThat(end).isNotDone();
			Thread.onSpinWait();
		}
		return end;
	}

}
