package dev.tintype.web.encoding;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses one body piece by piece, each piece only on request, so that unread bytes
 * are never decompressed. The JDK's gzip streams block, and Netty's decoder decompresses
 * all its input at once.
 */
final class Inflation implements AutoCloseable {

	/** The largest piece, in bytes. */
	static final int PIECE_BYTES = 16 << 10;

	/**
	 * Every body may decompress to this many bytes. Most readers have stricter limits.
	 * This one is for streams, whose length is not limited.
	 */
	static final long UNCHECKED_BYTES = 256 << 20;

	/** The greatest ratio of decompressed to compressed bytes of a larger body. */
	static final int MOST_RATIO = 100;

	private static final int TRAILER = 8;

	private final boolean gzip;

	private final byte[] piece = new byte[PIECE_BYTES];

	private final CRC32 checksum = new CRC32();

	private State state = State.HEADER;

	private @Nullable Inflater inflater;

	/** The received bytes from which nothing is decompressed yet. */
	private byte[] bytes = {};

	private int from;

	private long received;

	private long inflated;

	private int member;

	private boolean closed;

	/**
	 * Begins a body.
	 * @param gzip whether it is gzip (RFC 1952). Otherwise it is deflate: zlib (RFC
	 * 1950), or the raw format that some clients send instead (RFC 1951)
	 */
	Inflation(boolean gzip) {
		this.gzip = gzip;
	}

	/**
	 * Takes the next bytes of the body.
	 * @param next the bytes. They are not copied and must not change
	 * @return the decompressed pieces. Each is a copy
	 * @throws ProblemException by the iterator, if the body is damaged or a decompression
	 * bomb
	 */
	Iterable<byte[]> inflate(byte[] next) {
		return () -> new Pieces(next);
	}

	/**
	 * Ends the body.
	 * @throws ProblemException if it is cut short
	 */
	synchronized void finish() {
		boolean whole = this.from == this.bytes.length
				&& (this.gzip ? this.state == State.HEADER && this.member > 0 : this.state == State.END);
		if (!whole) {
			throw damaged();
		}
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		if (this.inflater != null) {
			this.inflater.end();
		}
	}

	private synchronized void take(byte[] next) {
		this.received += next.length;
		if (this.from == this.bytes.length) {
			this.bytes = next;
		}
		else {
			int kept = this.bytes.length - this.from;
			byte[] joined = Arrays.copyOfRange(this.bytes, this.from, this.from + kept + next.length);
			System.arraycopy(next, 0, joined, kept, next.length);
			this.bytes = joined;
		}
		this.from = 0;
		if (this.state == State.DATA && this.inflater != null && !this.closed) {
			this.inflater.setInput(this.bytes);
		}
	}

	// Returns the next piece, or null if it needs more bytes.
	private synchronized byte @Nullable [] next() {
		boolean progress = true;
		while (progress && !this.closed) {
			int count = (this.state == State.DATA) ? inflatePiece() : 0;
			if (count > 0) {
				return Arrays.copyOf(this.piece, count);
			}
			progress = switch (this.state) {
				case HEADER -> this.gzip ? readHeader() : chooseFormat();
				case DATA -> false;
				case TRAILER -> readTrailer();
				case END -> end();
			};
		}
		return null;
	}

	private int inflatePiece() {
		Inflater running = Objects.requireNonNull(this.inflater);
		try {
			int count = running.inflate(this.piece);
			this.from = this.bytes.length - running.getRemaining();
			this.inflated += count;
			if (this.inflated > Math.max(UNCHECKED_BYTES, this.received * MOST_RATIO)) {
				throw new ProblemException(ProblemType.TOO_LARGE, "The body becomes more than " + UNCHECKED_BYTES
						+ " bytes and more than " + MOST_RATIO + " times its size, the limit of a compressed body.");
			}
			if (this.gzip) {
				this.checksum.update(this.piece, 0, count);
			}
			if (running.needsDictionary()) {
				throw damaged();
			}
			if (running.finished()) {
				this.state = this.gzip ? State.TRAILER : State.END;
			}
			return count;
		}
		catch (DataFormatException ex) {
			throw damaged();
		}
	}

	private boolean chooseFormat() {
		if (this.bytes.length - this.from < 2) {
			return false;
		}
		int header = unsigned(0) << 8 | unsigned(1);
		// RFC 1950, 2.2: the compression method, and a checksum of both bytes.
		begin((header & 0x0F00) != 0x0800 || header % 31 != 0);
		return true;
	}

	private void begin(boolean raw) {
		if (this.inflater == null) {
			this.inflater = new Inflater(raw);
		}
		else {
			this.inflater.reset();
		}
		this.inflater.setInput(this.bytes, this.from, this.bytes.length - this.from);
		this.checksum.reset();
		this.state = State.DATA;
	}

	private boolean readHeader() {
		int length = GzipHeader.length(this.bytes, this.from);
		if (length == GzipHeader.INVALID) {
			throw damaged();
		}
		if (length == GzipHeader.INCOMPLETE) {
			return false;
		}
		this.from += length;
		begin(true);
		return true;
	}

	private boolean readTrailer() {
		if (this.bytes.length - this.from < TRAILER) {
			return false;
		}
		long length = Objects.requireNonNull(this.inflater).getBytesWritten();
		if (littleEndian(0) != this.checksum.getValue() || littleEndian(4) != (length & 0xFFFF_FFFFL)) {
			throw damaged();
		}
		this.from += TRAILER;
		this.member++;
		// RFC 1952, 2.2: another member may follow.
		this.state = State.HEADER;
		return this.from < this.bytes.length;
	}

	private boolean end() {
		if (this.from < this.bytes.length) {
			throw damaged();
		}
		return false;
	}

	private long littleEndian(int at) {
		return unsigned(at) | unsigned(at + 1) << 8 | unsigned(at + 2) << 16 | (long) unsigned(at + 3) << 24;
	}

	private int unsigned(int at) {
		return this.bytes[this.from + at] & 0xFF;
	}

	private ProblemException damaged() {
		return new ProblemException(ProblemType.INVALID_REQUEST,
				"The body is not valid " + (this.gzip ? "gzip" : "deflate") + ", or is cut short.");
	}

	/**
	 * What the next bytes are.
	 */
	private enum State {

		/** The header of a member, or the two bytes that tell zlib from raw deflate. */
		HEADER,

		/** Compressed data. */
		DATA,

		/** The checksum and the length of a member. */
		TRAILER,

		/** Nothing, because a body of deflate is one stream. */
		END

	}

	/**
	 * The decompressed pieces of received bytes.
	 */
	private final class Pieces implements Iterator<byte[]> {

		private byte @Nullable [] ready;

		Pieces(byte[] received) {
			take(received);
		}

		@Override
		public boolean hasNext() {
			if (this.ready == null) {
				this.ready = Inflation.this.next();
			}
			return this.ready != null;
		}

		@Override
		public byte[] next() {
			byte[] next = hasNext() ? this.ready : null;
			if (next == null) {
				throw new NoSuchElementException();
			}
			this.ready = null;
			return next;
		}

	}

}
