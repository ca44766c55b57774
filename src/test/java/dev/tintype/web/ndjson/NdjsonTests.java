package dev.tintype.web.ndjson;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.result.view.ViewResolver;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class NdjsonTests {

	@Test
	void pagesAreWrittenAsLines() {
		assertThat(write(Ndjson.answer(
				Flux.just(List.of(new Row("a", 1), new Row("\n", 2)), List.of(), List.of(new Row("\u00e9", null))))))
			.isEqualTo("""
					{"event":"a","some_value":1}
					{"event":"\\n","some_value":2}
					{"event":"\u00e9","some_value":null}
					""");
	}

	@Test
	void nonAsciiLineBreaksAreEscaped() {
		Flux<?> pages = Flux.just(List.of(new Row("a\u0085b\u2028c\u2029d", 1), Map.of("\u2028", "\u2027\u202A")));
		assertThat(write(Ndjson.answer(pages))).isEqualTo("""
				{"event":"a\\u0085b\\u2028c\\u2029d","some_value":1}
				{"\\u2028":"\u2027\u202A"}
				""");
		assertThat(write(Ndjson.progress(MediaType.TEXT_EVENT_STREAM, Flux.just(List.of(Map.of("a", "\u2028"))))))
			.isEqualTo("event:error\ndata:{\"a\":\"\\u2028\"}\n\n");
	}

	@Test
	void emptyPageWritesNoLine() {
		assertThat(write(Ndjson.answer(Flux.just(List.of())))).isEmpty();
		assertThat(write(Ndjson.answer(Flux.empty()))).isEmpty();
	}

	@Test
	void disconnectedClientIsNotLogged(CapturedOutput output) {
		write(Ndjson.answer(Flux.<Object>just(List.of(new Row("a", 1)))
			.concatWith(Flux.error(new IOException("recvAddress(..) failed: Connection reset by peer")))));
		assertThat(output).doesNotContain("ERROR", "WARN");
	}

	@Test
	void logNamesProblemOfStreamWithoutItsMembers(CapturedOutput output) {
		ProblemException problem = new ProblemException(ProblemType.UNAVAILABLE, "busy").with("results", "canary");
		write(Ndjson.answer(Flux.concat(Flux.just(List.of(1)), Flux.<List<Integer>>error(problem))));
		assertThat(output).contains("WARN", "/problems/unavailable, busy").doesNotContain("canary");
	}

	@Test
	void eventsHaveNames() {
		assertThat(write(Ndjson.progress(MediaType.TEXT_EVENT_STREAM,
				Flux.just(List.of(new Row("first", 1), new Row("second", 2)), List.of(Map.of("error", "x"))))))
			.isEqualTo("""
					event:first
					data:{"event":"first","some_value":1}

					event:second
					data:{"event":"second","some_value":2}

					event:error
					data:{"error":"x"}

					""");
	}

	@Test
	void progressIsWrittenAsLinesOnRequest() {
		assertThat(write(Ndjson.progress(MediaType.APPLICATION_NDJSON, Flux.just(List.of(new Row("first", 1))))))
			.isEqualTo("{\"event\":\"first\",\"some_value\":1}\n");
	}

	@Test
	void failureBeforeFirstPageIsProblemResponse() {
		MockServerWebExchange exchange = exchange();
		ProblemException problem = new ProblemException(ProblemType.UNAVAILABLE, "busy");
		StepVerifier.create(send(exchange, Ndjson.answer(Flux.error(problem)))).verifyErrorMatches(problem::equals);
		assertThat(exchange.getResponse().isCommitted()).isFalse();
	}

	@Test
	void failureAfterFirstPageIsLastLine() {
		ProblemException problem = new ProblemException(ProblemType.UNAVAILABLE, "busy");
		String body = write(
				Ndjson.answer(Flux.concat(Flux.just(List.of(new Row("a", 1))), Flux.<List<Row>>error(problem))));
		assertThat(body).startsWith("{\"event\":\"a\",\"some_value\":1}\n{\"error\":{").endsWith("}}\n");
		assertThat(body.lines()).hasSize(2);
		assertThat(body).contains("\"type\":\"/problems/unavailable\"", "\"status\":503", "\"detail\":\"busy\"");
	}

	@Test
	void unexpectedFailureRevealsNoDetails() {
		String body = write(Ndjson.answer(Flux.concat(Flux.just(List.of(1)),
				Flux.<List<Integer>>error(new IllegalStateException("SELECT secret")))));
		assertThat(body).contains("/problems/internal").doesNotContain("secret");
	}

	@Test
	void pagesAreRequestedOnlyAsReaderRequests() {
		Flux<?> guarded = Ndjson.guarded(Flux.range(0, 100).map(List::of));
		StepVerifier.create(guarded, 0).expectSubscription().thenRequest(2).expectNextCount(2).thenCancel().verify();
	}

	private static String write(Mono<ServerResponse> response) {
		MockServerWebExchange exchange = exchange();
		StepVerifier.create(send(exchange, response)).verifyComplete();
		return exchange.getResponse().getBodyAsString().blockOptional().orElse("");
	}

	private static Mono<Void> send(MockServerWebExchange exchange, Mono<ServerResponse> response) {
		return response.flatMap((answer) -> answer.writeTo(exchange, new Codecs()));
	}

	private static MockServerWebExchange exchange() {
		return MockServerWebExchange.from(MockServerHttpRequest.get("/"));
	}

	private record Row(String event, @Nullable Integer someValue) {
	}

	private static final class Codecs implements ServerResponse.Context {

		@Override
		public List<HttpMessageWriter<?>> messageWriters() {
			return HandlerStrategies.withDefaults().messageWriters();
		}

		@Override
		public List<ViewResolver> viewResolvers() {
			return List.of();
		}

	}

}
