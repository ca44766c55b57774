package dev.tintype.web.ndjson;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;

import dev.tintype.web.http.Json;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.Shutdown;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/**
 * Splits a body of NDJSON into lines, and never holds more than a few chunks of it.
 */
public final class NdjsonLines {

	/** The longest line, in bytes. */
	public static final int LINE_BYTES = 1 << 20;

	/** The most received buffers, of at most 64 KiB each, that are processed together. */
	private static final int BUFFERS = 4;

	/** A chunk ends at this number of bytes, even if it has few lines. */
	private static final int CHUNK_BYTES = 1 << 18;

	private static final byte[] LINE_END = { '\n' };

	/** How long lines wait for more lines that share their statement. */
	private static final Duration PATIENCE = Duration.ofMillis(5);

	private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

	private final Account account;

	private boolean overlong;

	/** The bytes of the body that are not part of a chunk yet. */
	private long used;

	/** The number of the current line, from 1. Blank lines count. */
	private long number = 1;

	private NdjsonLines(Account account) {
		this.account = account;
	}

	/**
	 * Returns the lines of a body in chunks. A fast sender fills the chunks, and the
	 * lines of a slow sender are passed on within milliseconds.
	 * @param body UTF-8, lines ended by a line feed; released as it is read
	 * @param chunkSize the most lines of a chunk
	 * @param gate decides when more of the body is requested
	 * @param account counts the bytes that chunks hold
	 * @return the lines in order, without blank lines
	 */
	static Flux<List<Line>> chunks(Flux<DataBuffer> body, int chunkSize, UnaryOperator<Flux<List<byte[]>>> gate,
			Account account) {
		return Flux.defer(() -> {
			NdjsonLines lines = new NdjsonLines(account);
			Flux<byte[]> received = body.map(NdjsonLines::bytes)
				.doOnDiscard(DataBuffer.class, DataBufferUtils::release);
			return Shutdown.body(received, LINE_END)
				.bufferTimeout(BUFFERS, PATIENCE, true)
				.transform(gate)
				// The buffers are split only as the chunks are requested, because many
				// short lines need far more memory than their bytes.
				.concatMapIterable((buffers) -> () -> lines.new Cutting(buffers, chunkSize), 1);
		});
	}

	private static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

	private void take(byte[] bytes, int from, int to) {
		if (this.begun.size() + to - from > LINE_BYTES) {
			this.overlong = true;
		}
		if (!this.overlong) {
			this.begun.write(bytes, from, to - from);
		}
	}

	private void count(int bytes) {
		if (this.overlong) {
			this.account.dropped(bytes);
		}
		else {
			this.used += bytes;
		}
	}

	private void finish(List<Line> lines) {
		if (this.overlong) {
			lines.add(new Line(null, this.number));
		}
		else {
			byte[] line = this.begun.toByteArray();
			if (!isBlank(line)) {
				lines.add(new Line(line, this.number));
			}
			else {
				int blank = line.length + LINE_END.length;
				this.used -= blank;
				this.account.dropped(blank);
			}
		}
		this.begun.reset();
		this.overlong = false;
		this.number++;
	}

	private static boolean isBlank(byte[] line) {
		for (byte character : line) {
			if (character != ' ' && character != '\t' && character != '\r') {
				return false;
			}
		}
		return true;
	}

	/**
	 * Splits received bytes, together with the unfinished line before them, into chunks
	 * of lines.
	 */
	private final class Cutting implements Iterator<List<Line>> {

		private final List<byte[]> received;

		private final int chunkSize;

		private List<Line> chunk = List.of();

		private int index;

		private int from;

		Cutting(List<byte[]> received, int chunkSize) {
			this.received = received;
			this.chunkSize = chunkSize;
		}

		@Override
		public boolean hasNext() {
			if (this.chunk.isEmpty()) {
				this.chunk = new ArrayList<>();
				long before = NdjsonLines.this.used;
				while (this.chunk.size() < this.chunkSize && NdjsonLines.this.used - before < CHUNK_BYTES
						&& this.index < this.received.size()) {
					advance(this.received.get(this.index));
				}
				// The beginning of the next line is charged with that line.
				if (!this.chunk.isEmpty()) {
					long rest = NdjsonLines.this.begun.size();
					NdjsonLines.this.account.chunk(NdjsonLines.this.used - rest, this.chunk);
					NdjsonLines.this.used = rest;
				}
			}
			return !this.chunk.isEmpty();
		}

		@Override
		public List<Line> next() {
			if (!hasNext()) {
				throw new NoSuchElementException();
			}
			List<Line> next = this.chunk;
			this.chunk = List.of();
			return next;
		}

		private void advance(byte[] bytes) {
			int to = this.from;
			// A compressed body may contain millions of empty lines, so each must cost
			// very little.
			if (NdjsonLines.this.begun.size() == 0 && !NdjsonLines.this.overlong) {
				while (to < bytes.length && bytes[to] == '\n') {
					to++;
				}
				if (to > this.from) {
					NdjsonLines.this.account.dropped(to - this.from);
					NdjsonLines.this.number += to - this.from;
				}
				this.from = to;
			}
			while (to < bytes.length && bytes[to] != '\n') {
				to++;
			}
			take(bytes, this.from, to);
			count(Math.min(bytes.length, to + 1) - this.from);
			this.from = to + 1;
			if (to < bytes.length) {
				finish(this.chunk);
			}
			if (this.from >= bytes.length) {
				this.index++;
				this.from = 0;
			}
		}

	}

	/**
	 * Counts the bytes of a body that are kept in memory.
	 */
	interface Account {

		/**
		 * Called before a chunk is passed on.
		 */
		void chunk(long bytes, List<Line> lines);

		/**
		 * Called after bytes of a blank or overlong line were dropped.
		 */
		void dropped(long bytes);

	}

	/**
	 * One line.
	 *
	 * @param bytes the line without its line feed, null if it is longer than
	 * {@link #LINE_BYTES}
	 * @param number the number of the line in the body, from 1. Blank lines count
	 */
	@SuppressWarnings("ArrayRecordComponent")
	public record Line(byte @Nullable [] bytes, long number) {

		/**
		 * Parses the line.
		 * @return its JSON
		 * @throws ProblemException if the line is too long or not JSON. Other lines are
		 * not affected
		 */
		public JsonNode json() {
			if (this.bytes == null) {
				throw new ProblemException(ProblemType.TOO_LARGE,
						"Line " + this.number + " is longer than " + LINE_BYTES + " bytes, the limit of a line.");
			}
			return Json.readLine(this.bytes, this.number);
		}

	}

}
