package dev.tintype.web.edge;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.Requests;
import dev.tintype.web.ndjson.Ndjson;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The edge alone, around endpoints for the tests. It is not annotated as a configuration,
 * so that no other test finds it by scanning.
 */
@EnableAutoConfiguration(exclude = { R2dbcAutoConfiguration.class, FlywayAutoConfiguration.class })
@ConfigurationPropertiesScan({ "dev.tintype.web.edge", "dev.tintype.web.body", "dev.tintype.web.security",
		"dev.tintype.web.encoding", "dev.tintype.data.batch", "dev.tintype.support" })
@ComponentScan({ "dev.tintype.web.edge", "dev.tintype.web.body", "dev.tintype.web.security", "dev.tintype.web.encoding",
		"dev.tintype.web.openapi", "dev.tintype.web.ndjson", "dev.tintype.web.route" })
public class EdgeApplication {

	/** How many rows the endless listing has created. */
	static final AtomicInteger ROWS = new AtomicInteger();

	/** The pages of the listing that a test controls. */
	public static final AtomicReference<Flux<List<?>>> PAGES = new AtomicReference<>(Flux.empty());

	/** Released when the slow endpoint has begun. */
	static final Semaphore SLOW_BEGUN = new Semaphore(0);

	/** Completed when the held endpoint may answer. */
	static volatile Sinks.Empty<Void> held = Sinks.empty();

	@Bean
	RouterFunction<ServerResponse> testRouter() {
		return route().GET("/api/words", (request) -> ServerResponse.ok().bodyValue("words"))
			.POST("/api/words", (request) -> request.bodyToMono(Word.class).flatMap(ServerResponse.ok()::bodyValue))
			.GET("/api/words/{id}", (request) -> ServerResponse.ok().bodyValue(request.pathVariable("id")))
			.GET("/api/endless", (request) -> ServerResponse.ok()
				.contentType(MediaType.APPLICATION_NDJSON)
				.body(Flux.range(0, 1_000_000).doOnNext((row) -> ROWS.incrementAndGet()).map(Word::of), Word.class))
			.GET("/api/pages", (request) -> Ndjson.answer(pages()))
			.GET("/api/events", (request) -> Ndjson.progress(MediaType.TEXT_EVENT_STREAM, pages()))
			.GET("/api/document",
					(request) -> ServerResponse.ok()
						.eTag("v1")
						.contentType(MediaType.APPLICATION_JSON)
						.bodyValue(text(request)))
			.GET("/api/picture",
					(request) -> ServerResponse.ok().contentType(MediaType.IMAGE_PNG).bodyValue(text(request)))
			.GET("/api/problem", (request) -> Mono.error(new ProblemException(ProblemType.CONFLICT, text(request))))
			.POST("/api/drain",
					(request) -> request.bodyToMono(String.class).then(ServerResponse.ok().bodyValue("drained")))
			.POST("/api/refuse", (request) -> {
				Requests.contentType(request, MediaType.APPLICATION_JSON);
				return ServerResponse.ok().build();
			})
			.POST("/api/later",
					(request) -> request.bodyToMono(String.class)
						.publishOn(Schedulers.parallel())
						.flatMap((text) -> ServerResponse.ok().bodyValue(text)))
			.GET("/api/fault", (request) -> Mono.error(new IllegalStateException("SELECT secret FROM /etc/passwd")))
			.GET("/api/full", (request) -> Mono.error(new IOException("No space left on device")))
			.GET("/api/gone", (request) -> Mono.error(new R2dbcNonTransientResourceException("10.0.0.1 is gone")))
			.build();
	}

	@Bean
	RouterFunction<ServerResponse> slowRouter() {
		return route().GET("/api/slow", (request) -> {
			SLOW_BEGUN.release();
			return Mono.delay(Duration.ofMillis(600)).then(ServerResponse.ok().build());
		}).GET("/api/held", (request) -> {
			SLOW_BEGUN.release();
			return held.asMono().then(ServerResponse.ok().build());
		})
			.GET("/api/progress", (request) -> Ndjson.answer(Flux.just(List.of(Word.of(1))).concatWith(Mono.never())))
			.build();
	}

	private static Flux<List<?>> pages() {
		return Objects.requireNonNull(PAGES.get());
	}

	// As long as the client requests.
	private static String text(ServerRequest request) {
		return "words".repeat(Integer.parseInt(request.queryParam("length").orElse("5")) / 5);
	}

	/**
	 * A body.
	 */
	record Word(String text, int count) {

		static Word of(int row) {
			return new Word("row", row);
		}

	}

}
