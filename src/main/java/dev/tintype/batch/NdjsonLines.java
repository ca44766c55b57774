package dev.tintype.batch;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.tintype.support.Json;
import dev.tintype.support.ProblemException;
import dev.tintype.support.ProblemType;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/**
 * Cuts a body of NDJSON into lines without ever holding more of it than a few chunks.
 */
public final class NdjsonLines {

	/** The longest line, in bytes. */
	public static final int LINE_BYTES = 1 << 20;

	/** How many received buffers, of at most 64 KiB each, go together at the most. */
	private static final int BUFFERS = 64;

	/** How long lines wait for more to share their statement. */
	private static final Duration PATIENCE = Duration.ofMillis(5);

	private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

	private boolean overlong;

	private NdjsonLines() {
	}

	/**
	 * The lines of a body in chunks: a fast sender fills them, the lines of a slow one
	 * are passed on within milliseconds.
	 * @param body UTF-8, lines ended by a line feed; released as it is read
	 * @param chunkSize the most lines of a chunk
	 * @return the lines in order, without those that are blank
	 */
	public static Flux<List<Line>> chunks(Flux<DataBuffer> body, int chunkSize) {
		return Flux.defer(() -> {
			NdjsonLines lines = new NdjsonLines();
			return body.map(lines::feed)
				.doOnDiscard(DataBuffer.class, DataBufferUtils::release)
				.concatWith(Flux.defer(() -> Flux.just(lines.end())))
				.filter((list) -> !list.isEmpty())
				.bufferTimeout(BUFFERS, PATIENCE, true)
				.concatMapIterable((lists) -> Chunks.cut(lists.stream().flatMap(List::stream).toList(), chunkSize), 1);
		});
	}

	private List<Line> feed(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		List<Line> lines = new ArrayList<>();
		int from = 0;
		for (int i = 0; i < bytes.length; i++) {
			if (bytes[i] == '\n') {
				take(bytes, from, i);
				finish(lines);
				from = i + 1;
			}
		}
		take(bytes, from, bytes.length);
		return lines;
	}

	private List<Line> end() {
		List<Line> lines = new ArrayList<>(1);
		finish(lines);
		return lines;
	}

	private void take(byte[] bytes, int from, int to) {
		if (this.begun.size() + to - from > LINE_BYTES) {
			this.overlong = true;
		}
		if (!this.overlong) {
			this.begun.write(bytes, from, to - from);
		}
	}

	private void finish(List<Line> lines) {
		if (this.overlong) {
			lines.add(new Line(null));
		}
		else if (!isBlank()) {
			lines.add(new Line(this.begun.toByteArray()));
		}
		this.begun.reset();
		this.overlong = false;
	}

	private boolean isBlank() {
		return this.begun.size() < 2 && this.begun.toString(java.nio.charset.StandardCharsets.ISO_8859_1).isBlank();
	}

	/**
	 * One line.
	 *
	 * @param bytes the line without its end, null when it is longer than
	 * {@link #LINE_BYTES}, of which nothing is kept
	 */
	@SuppressWarnings("ArrayRecordComponent")
	public record Line(byte @Nullable [] bytes) {

		/**
		 * Reads it.
		 * @return its JSON
		 * @throws ProblemException when it is too long or not JSON, which is a fault of
		 * this line alone
		 */
		public JsonNode json() {
			if (this.bytes == null) {
				throw new ProblemException(ProblemType.TOO_LARGE,
						"The line is longer than " + LINE_BYTES + " bytes, the limit of a line.");
			}
			try {
				return Json.read(this.bytes);
			}
			catch (ProblemException ex) {
				throw new ProblemException(ProblemType.MALFORMED_JSON, "The line is not valid JSON.");
			}
		}

	}

}
