package dev.tintype.web.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.tintype.testing.Exchanges;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.codec.multipart.PartEvent;
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
	void mediaTypeOfTheAnswerIsTheBestAccepted(String accept, String chosen) {
		assertThat(Requests.accept(Exchanges.withHeader("Accept", accept), BOTH))
			.isEqualTo(MediaType.parseMediaType(chosen));
	}

	@Test
	void firstMediaTypeIsTheAnswersWithoutAccept() {
		assertThat(Requests.accept(Exchanges.get("/"), BOTH)).isEqualTo(MediaType.APPLICATION_JSON);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/html", "application/json;q=0" })
	void answerThatIsNotAcceptedIsRefused(String accept) {
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
	void endlessAcceptIsInvalid() {
		String accept = String.join(",", Collections.nCopies(60, "application/json"));
		assertInvalid("Accept",
				() -> Requests.accept(Exchanges.withHeader("Accept", accept), MediaType.APPLICATION_JSON));
	}

	@ParameterizedTest
	@ValueSource(strings = { "json", "application/json;charset=nonsense", "application/json;charset=\"", "/", ";",
			"application/json;charset=u t f" })
	void malformedMediaTypeOfTheBodyIsInvalid(String type) {
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
	void mediaTypeOfTheBodyIsRead(String type) {
		assertThat(Requests.contentType(Exchanges.withHeader("Content-Type", type), BOTH))
			.isEqualTo(MediaType.APPLICATION_JSON);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "application/*", "*/*", "application/problem+json" })
	void bodyOfAnotherMediaTypeIsRefused(String type) {
		ServerRequest request = Exchanges.withHeader("Content-Type", type);
		assertThatExceptionOfType(UnsupportedMediaTypeStatusException.class)
			.isThrownBy(() -> Requests.contentType(request, BOTH))
			.satisfies((ex) -> assertThat(detail(ex)).startsWith("Send Content-Type: application/json or ")
				.endsWith("; the request has " + type + "."));
	}

	@Test
	void bodyWithoutMediaTypeIsRefused() {
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
	void preferenceForPromiseIsRead(String prefer) {
		assertThat(Requests.prefersAsync(Exchanges.withHeader("Prefer", prefer))).isTrue();
		assertThat(Requests.prefersAsync(Exchanges.withHeader("Prefer", "wait=1", prefer))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "respond-sync", "respond-asyncly", "wait=10", "return=minimal" })
	void otherPreferencesAreNone(String prefer) {
		assertThat(Requests.prefersAsync(Exchanges.withHeader("Prefer", prefer))).isFalse();
		assertThat(Requests.prefersAsync(Exchanges.get("/"))).isFalse();
	}

	@Test
	void headerIsUtf8() {
		// As the network's bytes come from Netty: a character a byte.
		assertThat(Requests.header(Exchanges.withHeader("Key", "\u00C3\u00A9"), "Key")).isEqualTo("\u00E9");
		for (String bytes : List.of("\u00FF", "a\u00C3", "\u00C0\u00AF", "\u00ED\u00A0\u0080")) {
			assertInvalid("Key", () -> Requests.header(Exchanges.withHeader("Key", bytes), "Key"));
		}
	}

	@Test
	void headerIsHeldToItsLength() {
		assertThat(Requests.header(Exchanges.withHeader("Key", "k".repeat(255)), "Key")).hasSize(255);
		assertThat(Requests.header(Exchanges.get("/"), "Key")).isNull();
		ServerRequest longer = Exchanges.withHeader("Key", "k".repeat(256));
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> Requests.header(longer, "Key"));
		ServerRequest empty = Exchanges.withHeader("Key", "");
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> Requests.header(empty, "Key"));
	}

	@Test
	void allIsTouchedOnlyWhenConfirmed() {
		assertThatNoException().isThrownBy(() -> Requests.confirmAll(Exchanges.get("/?confirm=all")));
		for (String url : new String[] { "/", "/?confirm=", "/?confirm=ALL", "/?confirm=true", "/?confirm" }) {
			ServerRequest request = Exchanges.get(url);
			assertThatExceptionOfType(ProblemException.class).as(url).isThrownBy(() -> Requests.confirmAll(request));
		}
	}

	@Test
	void bodyIsReadWhole() {
		StepVerifier.create(Requests.json(json(Flux.just("{\"a\":", "1}"), -1)).map((bytes) -> text(bytes)))
			.expectNext("{\"a\":1}")
			.verifyComplete();
		StepVerifier.create(Requests.json(json(Flux.empty(), -1)).map((bytes) -> text(bytes)))
			.expectNext("")
			.verifyComplete();
	}

	@Test
	void bodyOverTheLimitNamesIt() {
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

	@Test
	void formThatBreaksOffKeepsNoBufferOfTheNetwork() {
		List<ByteBuf> received = new ArrayList<>();
		String form = "--X\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.jpg\"\r\n\r\n"
				+ "0123456789".repeat(1_000);
		NettyDataBufferFactory buffers = new NettyDataBufferFactory(UnpooledByteBufAllocator.DEFAULT);
		Flux<DataBuffer> body = Flux.range(0, form.length() / 100).<DataBuffer>map((n) -> {
			ByteBuf buffer = Unpooled.copiedBuffer(form.substring(n * 100, n * 100 + 100), StandardCharsets.US_ASCII);
			received.add(buffer);
			return buffers.wrap(buffer);
		}).concatWith(Flux.error(new IOException("hung up")));
		ServerRequest request = Exchanges
			.of(MockServerHttpRequest.post("/").header("Content-Type", "multipart/form-data; boundary=X").body(body));

		StepVerifier
			.create(Requests.parts(request, 1 << 20)
				.windowUntil(PartEvent::isLast)
				.concatMapDelayError(
						(part) -> part.doOnNext((event) -> DataBufferUtils.release(event.content())).then(), false, 1))
			.verifyError();

		assertThat(received).hasSizeGreaterThan(90).allSatisfy((buffer) -> assertThat(buffer.refCnt()).isZero());
	}

	@Test
	void partsAreCounted() {
		String part = "--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n";
		StepVerifier.create(parts(Flux.just(part.repeat(1_000) + "--X--")).count()).expectNext(1_000L).verifyComplete();
		StepVerifier.create(parts(Flux.just(part.repeat(1_001) + "--X--")).then())
			.verifyErrorSatisfies((ex) -> assertTooLarge(ex, "at most 1000 parts"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "name=\"files\"; filename=\"a.png\"", "name=\"other\"; filename=\"a.png\"",
			"name=\"other\"\r\nContent-Type: image/png" })
	void partWithoutAnEndIsRefused(String disposition) {
		String head = "--X\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n";
		Flux<String> megabytes = Flux.just("z".repeat(1 << 20)).repeat(15);
		// A file of 2 MiB at most, and 8 MiB more.
		StepVerifier.create(parts(Flux.just(head).concatWith(megabytes.take(9)).concatWithValues("\r\n--X--")).then())
			.verifyComplete();
		StepVerifier.create(parts(Flux.just(head).concatWith(megabytes)).then())
			.verifyErrorSatisfies((ex) -> assertTooLarge(ex, "2097152 bytes"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--X--\r\n" })
	void bytesOutsideThePartsAreLimited(String before) {
		Flux<String> pieces = Flux.just("z".repeat(1 << 16)).repeat(31);
		StepVerifier.create(parts(Flux.just(before).concatWith(pieces)).then())
			.verifyErrorSatisfies((ex) -> assertTooLarge(ex, "1048576 bytes outside its parts"));
	}

	@Test
	void declaredLengthTellsThatOneFileIsTooLarge() {
		ServerRequest request = form(Flux.never(), 2 + (8 << 20) + 1);
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> Requests.partsOfOneFile(request, 2))
			.satisfies((ex) -> assertTooLarge(ex, "8388610 bytes"));
		assertThatNoException().isThrownBy(() -> Requests.partsOfOneFile(form(Flux.never(), 2 + (8 << 20)), 2));
	}

	private static Flux<PartEvent> parts(Flux<String> pieces) {
		return Requests.parts(form(pieces, -1), 2 << 20);
	}

	private static ServerRequest form(Flux<String> pieces, long length) {
		Flux<DataBuffer> body = pieces
			.map((piece) -> DefaultDataBufferFactory.sharedInstance.wrap(piece.getBytes(StandardCharsets.UTF_8)));
		MockServerHttpRequest.BodyBuilder request = MockServerHttpRequest.post("/")
			.header("Content-Type", "multipart/form-data; boundary=X");
		return Exchanges.of(((length < 0) ? request : request.contentLength(length)).body(body));
	}

	private static void assertTooLarge(Throwable failure, String detail) {
		assertThat(failure).isInstanceOfSatisfying(ProblemException.class, (ex) -> {
			assertThat(ex.type()).isEqualTo(ProblemType.TOO_LARGE);
			assertThat(ex.getBody().getDetail()).contains(detail);
		});
	}

}
