package dev.tintype.web.form;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.tintype.testing.Exchanges;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.codec.multipart.FormPartEvent;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.web.reactive.function.server.ServerRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class FormsTests {

	@Test
	void abortedFormReleasesNetworkBuffers() {
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

		StepVerifier.create(Forms.take(Forms.parts(request, 1 << 20),
				(part) -> part.doOnNext((event) -> DataBufferUtils.release(event.content())).then()))
			.verifyError();

		assertThat(received).hasSizeGreaterThan(90).allSatisfy((buffer) -> assertThat(buffer.refCnt()).isZero());
	}

	@Test
	void errorOfTheBodyWaitsUntilThePartIsTaken() {
		TestPublisher<PartEvent> parts = TestPublisher.create();
		Sinks.Empty<Void> disk = Sinks.empty();
		List<String> ends = new ArrayList<>();

		StepVerifier
			.create(Forms.take(parts.flux(),
					(part) -> part.then(disk.asMono()).doFinally((signal) -> ends.add(signal.name()))))
			.then(() -> parts.next(FormPartEvent.create("a", "b").block()).error(new IOException("hung up")))
			.then(() -> assertThat(ends).isEmpty())
			.then(disk::tryEmitEmpty)
			.verifyErrorMessage("hung up");

		assertThat(ends).containsExactly("ON_COMPLETE");
	}

	@Test
	void errorOfTheBodyIsReportedIfItsPartFailsToo() {
		TestPublisher<PartEvent> parts = TestPublisher.create();
		Sinks.Empty<Void> disk = Sinks.empty();

		StepVerifier.create(Forms.take(parts.flux(), (part) -> part.then(disk.asMono())))
			.then(() -> parts.next(FormPartEvent.create("a", "b").block()).error(new IOException("hung up")))
			.then(() -> disk.tryEmitError(new IOException("incomplete")))
			.verifyErrorMessage("hung up");
	}

	@Test
	void formWithTooManyPartsIsRefused() {
		String part = "--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n";
		StepVerifier.create(parts(Flux.just(part.repeat(1_000) + "--X--")).count()).expectNext(1_000L).verifyComplete();
		StepVerifier.create(parts(Flux.just(part.repeat(1_001) + "--X--")).then())
			.verifyErrorSatisfies((ex) -> assertTooLarge(ex, "at most 1000 parts"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "name=\"files\"; filename=\"a.png\"", "name=\"other\"; filename=\"a.png\"",
			"name=\"other\"\r\nContent-Type: image/png" })
	void partFarOverLimitIsRefused(String disposition) {
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
	void bytesOutsidePartsAreLimited(String before) {
		Flux<String> pieces = Flux.just("z".repeat(1 << 16)).repeat(31);
		StepVerifier.create(parts(Flux.just(before).concatWith(pieces)).then())
			.verifyErrorSatisfies((ex) -> assertTooLarge(ex, "1048576 bytes outside its parts"));
	}

	@Test
	void declaredLengthShowsThatFileIsTooLarge() {
		ServerRequest request = form(Flux.never(), 2 + (8 << 20) + 1);
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> Forms.partsOfOneFile(request, 2))
			.satisfies((ex) -> assertTooLarge(ex, "8388610 bytes"));
		assertThatNoException().isThrownBy(() -> Forms.partsOfOneFile(form(Flux.never(), 2 + (8 << 20)), 2));
	}

	private static Flux<PartEvent> parts(Flux<String> pieces) {
		return Forms.parts(form(pieces, -1), 2 << 20);
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
