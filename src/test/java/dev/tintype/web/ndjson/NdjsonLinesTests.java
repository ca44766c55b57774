package dev.tintype.web.ndjson;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.Shutdown;
import dev.tintype.web.ndjson.NdjsonLines.Line;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NdjsonLinesTests {

	@Test
	void linesSpanBuffers() {
		assertThat(lines("{\"a\"", ":1}\n{", "}", "\n", "[]\n1")).containsExactly("{\"a\":1}", "{}", "[]", "1");
	}

	@Test
	void lineEndsMayBeLfOrCrlfOrMissingAtEnd() {
		assertThat(lines("1\r\n2\r", "\n3\n4")).containsExactly("1\r", "2\r", "3", "4");
		assertThat(lines("1")).containsExactly("1");
		assertThat(lines("1\n")).containsExactly("1");
		assertThat(lines()).isEmpty();
	}

	@Test
	void lineThatIsNotUtf8FailsAlone() {
		byte[] body = HexFormat.of()
			.parseHex("310a" + "22c0af220a" + "22ff220a" + "22eda080220a" + "310031000a" + "32");
		List<Line> lines = read(Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(body)), 500);
		assertThat(lines).hasSize(6);
		assertThat(lines.get(0).json().intValue()).isEqualTo(1);
		assertThat(lines.get(5).json().intValue()).isEqualTo(2);
		assertThat(lines.subList(1, 5))
			.allSatisfy((line) -> assertThatExceptionOfType(ProblemException.class).isThrownBy(line::json)
				.satisfies((ex) -> assertThat(ex.type()).isEqualTo(ProblemType.MALFORMED_JSON)));
	}

	@Test
	void incompleteLineIsNotReadAtShutdown() {
		Shutdown shutdown = new Shutdown();
		Flux<DataBuffer> body = buffers("1\n2\n3").concatWith(Mono.never());
		Flux<String> read = Shutdown.stream(chunksOf(body, 1))
			.concatMapIterable((chunk) -> chunk)
			.map((line) -> line.json().toString());
		StepVerifier.create(read.contextWrite(shutdown::in))
			.expectNext("1", "2")
			.then(shutdown::stopReading)
			.expectError(ProblemException.class)
			.verify(Duration.ofSeconds(10));
	}

	@Test
	void blankLinesAreSkipped() {
		assertThat(lines("\n\n1\n", "\r\n", "  \n \t\r\n", "2\n\n", " ")).containsExactly("1", "2");
		assertThat(lines("\n", "\n")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n", " \t\n" })
	void manyBlankLinesBeforeLineHoldNoMemory(String blank) {
		long[] held = new long[1];
		String body = "1\n" + blank.repeat(300_000) + "2\n" + blank;
		List<Line> lines = Objects
			.requireNonNull(NdjsonLines.chunks(buffers(body), 500, (buffers) -> buffers, new NdjsonLines.Account() {

				@Override
				public void chunk(long bytes, List<Line> lines) {
					held[0] += bytes;
				}

				@Override
				public void dropped(long bytes) {
					assertThat(bytes).isNotNegative();
				}

			}).flatMapIterable((chunk) -> chunk).collectList().block());
		assertThat(lines).map(NdjsonLinesTests::text).containsExactly("1", "2");
		assertThat(held[0]).isEqualTo(4);
		assertThat(lines).extracting(Line::number).containsExactly(1L, 300_002L);
	}

	@Test
	void charactersSplitOverBuffersAreJoined() {
		byte[] text = "{\"a\":\"\u00e9\u4e2d\ud83d\ude00\"}\n\"\ud83d\ude00\"".getBytes(StandardCharsets.UTF_8);
		List<byte[]> single = new ArrayList<>();
		for (byte each : text) {
			single.add(new byte[] { each });
		}
		List<Line> lines = read(Flux.fromIterable(single).map(DefaultDataBufferFactory.sharedInstance::wrap), 500);
		assertThat(lines.get(0).json().get("a").stringValue()).isEqualTo("\u00e9\u4e2d\ud83d\ude00");
		assertThat(lines.get(1).json().stringValue()).isEqualTo("\ud83d\ude00");
	}

	@Test
	void overlongLineHasNoBytesAndNextLineIsRead() {
		String longest = "\"" + "x".repeat(NdjsonLines.LINE_BYTES - 2) + "\"";
		List<Line> lines = read(buffers(longest + "\n" + longest + " \n1\n" + longest, "yy\n2\n", longest, longest),
				500);
		assertThat(lines).extracting((line) -> line.bytes() != null)
			.containsExactly(true, false, true, false, true, false);
		assertThat(lines.get(0).json().stringValue()).hasSize(NdjsonLines.LINE_BYTES - 2);
		assertThatExceptionOfType(ProblemException.class).isThrownBy(lines.get(1)::json)
			.satisfies((ex) -> assertThat(ex.type()).isEqualTo(ProblemType.TOO_LARGE))
			.satisfies((ex) -> assertThat(ex.getBody().getDetail()).contains("1048576"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '`',
			value = { "{\"a\":; Line 4 is not valid JSON at column 6.", "{} x; Line 4 is not valid JSON at column 4.",
					"\"\u00ff\"; Line 4 is not valid UTF-8.", "{}{}; Line 4 is not valid JSON at column 3." })
	void problemOfMalformedLineNamesLineAndColumn(String line, String detail) {
		byte[] body = ("\n\r\n1\n" + line + "\n").getBytes(StandardCharsets.ISO_8859_1);
		List<Line> lines = read(Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(body)), 500);
		assertThatExceptionOfType(ProblemException.class).isThrownBy(lines.get(1)::json)
			.satisfies((ex) -> assertThat(ex.getBody().getDetail()).isEqualTo(detail));
	}

	@Test
	void problemOfJoinedObjectsExplainsLineBreaks() {
		List<Line> lines = read(buffers("{\"a\":1}{\"a\":2}"), 500);
		assertThatExceptionOfType(ProblemException.class).isThrownBy(lines.get(0)::json)
			.satisfies((ex) -> assertThat(ex.getBody().getDetail())
				.startsWith("Line 1 is not valid JSON at column 8. It has several objects")
				.contains("--data-binary"));
	}

	@Test
	void malformedLineFailsAlone() {
		List<Line> lines = read(buffers("{\n{}\nx y\n{}{}\n"), 500);
		assertThat(lines).hasSize(4);
		assertThat(lines.get(1).json().isObject()).isTrue();
		for (int bad : new int[] { 0, 2, 3 }) {
			assertThatExceptionOfType(ProblemException.class).isThrownBy(lines.get(bad)::json)
				.satisfies((ex) -> assertThat(ex.type()).isEqualTo(ProblemType.MALFORMED_JSON));
		}
	}

	@Test
	void chunksHaveAtMostChunkSizeLines() {
		Flux<List<Line>> chunks = chunksOf(buffers("1\n2\n3\n4\n5\n", "6\n7"), 3);
		StepVerifier.create(chunks.map((chunk) -> chunk.stream().map(NdjsonLinesTests::text).toList()).collectList())
			.assertNext((all) -> {
				assertThat(all).allSatisfy((chunk) -> assertThat(chunk).hasSizeBetween(1, 3));
				assertThat(all.stream().flatMap(List::stream)).containsExactly("1", "2", "3", "4", "5", "6", "7");
			})
			.verifyComplete();
	}

	@Test
	void linesAreReadFromBuffersOfAnySize() {
		List<String> expected = IntStream.range(0, 5_000)
			.mapToObj((i) -> "\"" + "x".repeat(i % 97) + i + "\"")
			.toList();
		byte[] body = String.join("\n", expected).getBytes(StandardCharsets.UTF_8);
		Random random = new Random(3);
		List<DataBuffer> buffers = new ArrayList<>();
		for (int from = 0; from < body.length;) {
			int to = Math.min(body.length, from + random.nextInt(400));
			byte[] part = Arrays.copyOfRange(body, from, to);
			buffers.add(DefaultDataBufferFactory.sharedInstance.wrap(part));
			from = to;
		}
		assertThat(read(Flux.fromIterable(buffers), 7)).extracting(NdjsonLinesTests::text).isEqualTo(expected);
	}

	@Test
	void lineOfSlowSenderIsPassedOnBeforeNextArrives() {
		Flux<DataBuffer> body = buffers("1\n").concatWith(Flux.never());
		StepVerifier.create(chunksOf(body, 500))
			.assertNext((chunk) -> assertThat(chunk).hasSize(1))
			.thenCancel()
			.verify();
	}

	@Test
	void everyBufferIsReleased() {
		List<NettyDataBuffer> made = Collections.synchronizedList(new ArrayList<>());
		assertThat(read(pooled(made, 200), 3)).hasSize(400);
		assertThat(made).hasSize(200).allSatisfy((buffer) -> assertThat(buffer.isAllocated()).isFalse());
	}

	@Test
	void everyBufferIsReleasedWhenReaderCancels() {
		List<NettyDataBuffer> made = Collections.synchronizedList(new ArrayList<>());
		StepVerifier.create(chunksOf(pooled(made, 100_000), 3), 1).expectNextCount(1).thenCancel().verify();
		assertThat(made).isNotEmpty().allSatisfy((buffer) -> assertThat(buffer.isAllocated()).isFalse());
	}

	@Test
	void everyBufferIsReleasedWhenSenderFails() {
		List<NettyDataBuffer> made = Collections.synchronizedList(new ArrayList<>());
		Flux<DataBuffer> body = pooled(made, 50).concatWith(Flux.error(new IllegalStateException("cut")));
		StepVerifier.create(chunksOf(body, 3).then()).verifyErrorMessage("cut");
		assertThat(made).hasSize(50).allSatisfy((buffer) -> assertThat(buffer.isAllocated()).isFalse());
	}

	@Test
	void slowReaderSlowsDownSender() {
		List<NettyDataBuffer> made = Collections.synchronizedList(new ArrayList<>());
		StepVerifier.create(chunksOf(pooled(made, 100_000), 3), 1)
			.expectNextCount(1)
			.then(() -> assertThat(made).hasSizeLessThan(200))
			.thenRequest(10)
			.expectNextCount(10)
			.then(() -> assertThat(made).hasSizeLessThan(200))
			.thenCancel()
			.verify();
	}

	@Test
	void millionShortLinesAreSplitOnRequest() {
		byte[] buffer = "1\n".repeat(32_768).getBytes(StandardCharsets.UTF_8);
		Flux<DataBuffer> body = Flux.range(0, 32)
			.map((i) -> DefaultDataBufferFactory.sharedInstance.wrap(buffer.clone()));
		StepVerifier.create(chunksOf(body, 500).map(List::size).reduce(0, Integer::sum))
			.expectNext(1 << 20)
			.verifyComplete();
	}

	private static Flux<DataBuffer> pooled(List<NettyDataBuffer> made, int count) {
		NettyDataBufferFactory factory = new NettyDataBufferFactory(PooledByteBufAllocator.DEFAULT);
		return Flux.range(0, count).map((i) -> {
			NettyDataBuffer buffer = factory.allocateBuffer(16);
			buffer.write("1\n2\n".getBytes(StandardCharsets.UTF_8));
			made.add(buffer);
			return buffer;
		});
	}

	private static Flux<DataBuffer> buffers(String... parts) {
		return Flux.just(parts)
			.map((part) -> DefaultDataBufferFactory.sharedInstance.wrap(part.getBytes(StandardCharsets.UTF_8)));
	}

	private static List<String> lines(String... parts) {
		return read(buffers(parts), 500).stream().map(NdjsonLinesTests::text).toList();
	}

	private static List<Line> read(Flux<? extends DataBuffer> body, int chunkSize) {
		return Objects.requireNonNull(
				chunksOf(body.cast(DataBuffer.class), chunkSize).flatMapIterable((list) -> list).collectList().block());
	}

	private static String text(Line line) {
		return new String(Objects.requireNonNull(line.bytes()), StandardCharsets.UTF_8);
	}

	private static Flux<List<Line>> chunksOf(Flux<? extends DataBuffer> body, int chunkSize) {
		return NdjsonLines.chunks(body.cast(DataBuffer.class), chunkSize, UnaryOperator.identity(), new Uncounted());
	}

	/**
	 * Counts nothing.
	 */
	private static final class Uncounted implements NdjsonLines.Account {

		@Override
		public void chunk(long bytes, List<Line> lines) {
		}

		@Override
		public void dropped(long bytes) {
		}

	}

}
