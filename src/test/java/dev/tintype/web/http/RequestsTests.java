package dev.tintype.web.http;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

import dev.tintype.testing.Exchanges;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class RequestsTests {

	private static final MediaType[] BOTH = { MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON };

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "*/* | application/json", "application/* | application/json",
			"application/x-ndjson | application/x-ndjson", "application/json, application/x-ndjson | application/json",
			"application/x-ndjson, application/json | application/x-ndjson",
			"application/json;q=0.5, application/x-ndjson | application/x-ndjson",
			"*/*, application/x-ndjson | application/x-ndjson", "text/html, */*;q=0.1 | application/json",
			"application/json;q=0, */* | application/x-ndjson", "application/json;charset=utf-8 | application/json" })
	void acceptReturnsBestAcceptedMediaType(String accept, String chosen) {
		assertThat(Requests.accept(Exchanges.withHeader("Accept", accept), BOTH))
			.isEqualTo(MediaType.parseMediaType(chosen));
	}

	@Test
	void clientThatAcceptsOnlyProblemsGetsTheFirstType() {
		assertThat(Requests.accept(Exchanges.withHeader("Accept", "application/problem+json"), MediaType.IMAGE_JPEG))
			.isEqualTo(MediaType.IMAGE_JPEG);
	}

	@Test
	void acceptReturnsFirstMediaTypeWithoutHeader() {
		assertThat(Requests.accept(Exchanges.get("/"), BOTH)).isEqualTo(MediaType.APPLICATION_JSON);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/html", "application/json;q=0" })
	void requestThatAcceptsNoProducedTypeIsRefused(String accept) {
		ServerRequest request = Exchanges.withHeader("Accept", accept);
		assertThatExceptionOfType(NotAcceptableStatusException.class)
			.isThrownBy(() -> Requests.accept(request, MediaType.APPLICATION_JSON));
	}

	@ParameterizedTest
	@ValueSource(strings = { "json", "application/", ";;", "application/json;charset=nonsense", "a/b;charset=%",
			"application/json;q=2" })
	void malformedAcceptIsInvalid(String accept) {
		assertInvalid("Accept",
				() -> Requests.accept(Exchanges.withHeader("Accept", accept), MediaType.APPLICATION_JSON));
	}

	@Test
	void overlongAcceptIsInvalid() {
		String accept = String.join(",", Collections.nCopies(60, "application/json"));
		assertInvalid("Accept",
				() -> Requests.accept(Exchanges.withHeader("Accept", accept), MediaType.APPLICATION_JSON));
	}

	@ParameterizedTest
	@ValueSource(strings = { "json", "application/json;charset=nonsense", "application/json;charset=\"", "/", ";",
			"application/json;charset=u t f" })
	void malformedContentTypeIsInvalid(String type) {
		assertInvalid("Content-Type", () -> Requests.contentType(Exchanges.withHeader("Content-Type", type), BOTH));
	}

	private static void assertInvalid(String pointer, ThrowingCallable call) {
		assertThatExceptionOfType(ProblemException.class).isThrownBy(call).satisfies((ex) -> {
			assertThat(ex.type()).isEqualTo(ProblemType.INVALID_REQUEST);
			assertThat(ex.getBody().getProperties()).extractingByKey("errors")
				.asInstanceOf(InstanceOfAssertFactories.list(ProblemException.Fault.class))
				.extracting(ProblemException.Fault::pointer)
				.containsExactly(pointer);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "application/json; charset=utf-8", "APPLICATION/JSON" })
	void contentTypeIsRead(String type) {
		assertThat(Requests.contentType(Exchanges.withHeader("Content-Type", type), BOTH))
			.isEqualTo(MediaType.APPLICATION_JSON);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "application/*", "*/*", "application/problem+json" })
	void otherContentTypeIsRefused(String type) {
		ServerRequest request = Exchanges.withHeader("Content-Type", type);
		assertThatExceptionOfType(UnsupportedMediaTypeStatusException.class)
			.isThrownBy(() -> Requests.contentType(request, BOTH))
			.satisfies((ex) -> assertThat(detail(ex)).startsWith("Send Content-Type: application/json or ")
				.endsWith("; the request has " + type + "."));
	}

	@Test
	void bodyWithoutContentTypeIsRefused() {
		ServerRequest request = Exchanges.get("/");
		assertThatExceptionOfType(UnsupportedMediaTypeStatusException.class)
			.isThrownBy(() -> Requests.contentType(request, BOTH))
			.satisfies((ex) -> assertThat(detail(ex)).endsWith("; the request has none."));
	}

	private static String detail(Throwable ex) {
		return String.valueOf(Problems.of(ex).getBody().getDetail());
	}

	@ParameterizedTest
	@ValueSource(strings = { "respond-async", "Respond-Async", "wait=10, respond-async", "respond-async, wait=10",
			"respond-async;foo=bar", " respond-async " })
	void preferenceForRespondAsyncIsRead(String prefer) {
		assertThat(Requests.prefersAsync(Exchanges.withHeader("Prefer", prefer))).isTrue();
		assertThat(Requests.prefersAsync(Exchanges.withHeader("Prefer", "wait=1", prefer))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "respond-sync", "respond-asyncly", "wait=10", "return=minimal" })
	void otherPreferencesAreIgnored(String prefer) {
		assertThat(Requests.prefersAsync(Exchanges.withHeader("Prefer", prefer))).isFalse();
		assertThat(Requests.prefersAsync(Exchanges.get("/"))).isFalse();
	}

	@Test
	void headerIsReadAsUtf8() {
		// As the network's bytes come from Netty: a character a byte.
		assertThat(Requests.header(Exchanges.withHeader("Key", "\u00C3\u00A9"), "Key")).isEqualTo("\u00E9");
		for (String bytes : List.of("\u00FF", "a\u00C3", "\u00C0\u00AF", "\u00ED\u00A0\u0080")) {
			assertInvalid("Key", () -> Requests.header(Exchanges.withHeader("Key", bytes), "Key"));
		}
	}

	@Test
	void headerOfInvalidLengthIsRefused() {
		assertThat(Requests.header(Exchanges.withHeader("Key", "k".repeat(255)), "Key")).hasSize(255);
		assertThat(Requests.header(Exchanges.get("/"), "Key")).isNull();
		ServerRequest longer = Exchanges.withHeader("Key", "k".repeat(256));
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> Requests.header(longer, "Key"));
		ServerRequest empty = Exchanges.withHeader("Key", "");
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> Requests.header(empty, "Key"));
	}

	@Test
	void requestForAllImagesNeedsConfirmation() {
		assertThatNoException().isThrownBy(() -> Requests.confirmAll(Exchanges.get("/?confirm=all")));
		for (String url : new String[] { "/", "/?confirm=", "/?confirm=ALL", "/?confirm=true", "/?confirm" }) {
			ServerRequest request = Exchanges.get(url);
			assertThatExceptionOfType(ProblemException.class).as(url).isThrownBy(() -> Requests.confirmAll(request));
		}
	}

	@Test
	void bodyIsReadCompletely() {
		StepVerifier.create(Requests.json(json(Flux.just("{\"a\":", "1}"), -1)).map((bytes) -> text(bytes)))
			.expectNext("{\"a\":1}")
			.verifyComplete();
		StepVerifier.create(Requests.json(json(Flux.empty(), -1)).map((bytes) -> text(bytes)))
			.expectNext("")
			.verifyComplete();
	}

	@Test
	void problemOfOverlongBodyNamesLimit() {
		String megabyte = "x".repeat(1 << 20);
		StepVerifier.create(Requests.json(json(Flux.just(megabyte).repeat(7), -1)))
			.expectNextMatches((bytes) -> bytes.length == 8 << 20)
			.verifyComplete();
		StepVerifier.create(Requests.json(json(Flux.just(megabyte).repeat(7).concatWithValues("y"), -1)))
			.verifyErrorSatisfies(RequestsTests::assertTooLarge);
		StepVerifier.create(Requests.json(json(Flux.never(), (8 << 20) + 1)))
			.verifyErrorSatisfies(RequestsTests::assertTooLarge);
	}

	private static void assertTooLarge(Throwable failure) {
		assertThat(failure).isInstanceOfSatisfying(ProblemException.class, (ex) -> {
			assertThat(ex.type()).isEqualTo(ProblemType.TOO_LARGE);
			assertThat(ex.getBody().getDetail()).contains("8388608");
		});
	}

	private static ServerRequest json(Flux<String> parts, long length) {
		Flux<DataBuffer> body = parts
			.map((part) -> DefaultDataBufferFactory.sharedInstance.wrap(part.getBytes(StandardCharsets.UTF_8)));
		MockServerHttpRequest.BodyBuilder request = MockServerHttpRequest.post("/")
			.contentType(MediaType.APPLICATION_JSON);
		return Exchanges.of(((length < 0) ? request : request.contentLength(length)).body(body));
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

}
