package dev.tintype.web.form;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.http.codec.multipart.PartEvent;

/**
 * Splits a body of {@code multipart/form-data} (RFC 7578) into its parts as it arrives.
 * It holds at most one received buffer and one field. Spring's reader decodes fields and
 * names leniently and does not expose their bytes.
 */
final class FormReader {

	/** The most parts of a form. */
	static final int PARTS = 1_000;

	/** The largest head of a part, in bytes. */
	static final int HEAD_BYTES = 10 << 10;

	/**
	 * How many bytes of a file are read beyond its limit. A file that ends within them
	 * fails alone, and the files after it are read.
	 */
	static final long TOLERANCE = 8 << 20;

	/** The most bytes before the first boundary and after the last. */
	static final int OUTSIDE_BYTES = 1 << 20;

	private static final byte[] HEAD_END = { '\r', '\n', '\r', '\n' };

	private static final int LINE_END = 2;

	private static final int LONGEST_BOUNDARY = 70;

	/** The bytes that begin each boundary. */
	private final byte[] delimiter;

	/**
	 * The received bytes that are not yet split. It starts with a line end, because the
	 * first delimiter may have none.
	 */
	private byte[] bytes = { '\r', '\n' };

	private int from;

	private State state = State.PREAMBLE;

	private final long fileBytes;

	private int parts;

	private long outside;

	private long partBytes;

	private @Nullable FormPart part;

	/**
	 * Reads the form of one request.
	 * @param fileBytes the most bytes of a file
	 * @throws ProblemException of type {@link ProblemType#INVALID_REQUEST} if the type
	 * has no boundary, or a malformed one
	 */
	FormReader(MediaType type, long fileBytes) {
		String boundary = type.getParameter("boundary");
		if (boundary == null) {
			throw ProblemException.invalid("Content-Type", "names no boundary");
		}
		String plain = boundary.startsWith("\"") ? boundary.substring(1, boundary.length() - 1) : boundary;
		// RFC 2046, 5.1.1
		if (plain.isEmpty() || plain.length() > LONGEST_BOUNDARY || plain.endsWith(" ")
				|| plain.chars().anyMatch((c) -> c < ' ' || c > '~')) {
			throw ProblemException.invalid("Content-Type", "names a malformed boundary");
		}
		this.delimiter = ("\r\n--" + plain).getBytes(StandardCharsets.US_ASCII);
		this.fileBytes = fileBytes;
	}

	/**
	 * Takes the next bytes of the body.
	 * @param received the bytes. They are not copied and must not change
	 * @return the completed events, in order
	 * @throws ProblemException if the body is malformed or exceeds a limit
	 */
	List<PartEvent> read(byte[] received) {
		int kept = this.bytes.length - this.from;
		if (kept == 0) {
			this.bytes = received;
		}
		else {
			byte[] joined = Arrays.copyOfRange(this.bytes, this.from, this.from + kept + received.length);
			System.arraycopy(received, 0, joined, kept, received.length);
			this.bytes = joined;
		}
		this.from = 0;
		List<PartEvent> events = new ArrayList<>();
		while (advance(events)) {
			// Continue until more bytes are needed.
		}
		return events;
	}

	/**
	 * Ends the body.
	 * @throws ProblemException of type {@link ProblemType#INVALID_REQUEST} if it is cut
	 * short
	 */
	void finish() {
		if (this.state != State.EPILOGUE) {
			throw malformed("ends before its last boundary");
		}
	}

	// Makes one step. Returns false if the next step needs more bytes.
	private boolean advance(List<PartEvent> events) {
		return switch (this.state) {
			case PREAMBLE, CONTENT -> cut(events);
			case BOUNDARY -> pass();
			case HEAD -> readHead();
			case CONTENT_START -> begin();
			case EPILOGUE -> {
				countOutside(this.bytes.length - this.from);
				this.from = this.bytes.length;
				yield false;
			}
		};
	}

	private boolean cut(List<PartEvent> events) {
		int end = indexOf(this.delimiter);
		// The last bytes may be the beginning of a delimiter, so they are kept.
		int to = (end >= 0) ? end : Math.max(this.from, this.bytes.length - this.delimiter.length + 1);
		count(to - this.from);
		PartEvent event = (this.part != null) ? this.part.take(this.bytes, this.from, to, end >= 0) : null;
		if (event != null) {
			events.add(event);
		}
		this.from = (end >= 0) ? end + this.delimiter.length : to;
		if (end >= 0) {
			this.state = State.BOUNDARY;
		}
		return end >= 0;
	}

	private void count(int length) {
		if (this.part == null) {
			countOutside(length);
			return;
		}
		this.partBytes += length;
		if (this.partBytes > this.fileBytes + TOLERANCE) {
			throw new ProblemException(ProblemType.TOO_LARGE, "A part of the form is far larger than " + this.fileBytes
					+ " bytes, the limit of a file. The rest of the form is not read.");
		}
	}

	private void countOutside(int length) {
		this.outside += length;
		if (this.outside > OUTSIDE_BYTES) {
			throw new ProblemException(ProblemType.TOO_LARGE,
					"The form has more than " + OUTSIDE_BYTES + " bytes outside its parts, the limit.");
		}
	}

	private boolean pass() {
		int at = this.from;
		while (at < this.bytes.length && (this.bytes[at] == ' ' || this.bytes[at] == '\t')) {
			at++;
		}
		if (at + LINE_END > this.bytes.length) {
			if (at - this.from > HEAD_BYTES) {
				throw malformed("has a malformed boundary");
			}
			return false;
		}
		if (this.bytes[at] == '-' && this.bytes[at + 1] == '-' && at == this.from) {
			this.state = State.EPILOGUE;
		}
		else if (this.bytes[at] == '\r' && this.bytes[at + 1] == '\n') {
			// The line end is kept, because it may also end an empty head.
			this.from = at;
			this.state = State.HEAD;
		}
		else {
			throw malformed("has a malformed boundary");
		}
		return true;
	}

	private boolean readHead() {
		int end = indexOf(HEAD_END);
		if (((end >= 0) ? end : this.bytes.length) - this.from > HEAD_BYTES) {
			throw new ProblemException(ProblemType.TOO_LARGE,
					"The headers of a part are larger than " + HEAD_BYTES + " bytes, the limit.");
		}
		if (end < 0) {
			return false;
		}
		if (++this.parts > PARTS) {
			throw new ProblemException(ProblemType.TOO_LARGE, "A form holds at most " + PARTS + " parts.");
		}
		this.partBytes = 0;
		int start = Math.min(end, this.from + LINE_END);
		this.part = FormPart.of(new String(this.bytes, start, end - start, StandardCharsets.ISO_8859_1));
		this.from = end + LINE_END;
		this.state = State.CONTENT_START;
		return true;
	}

	// A part may end after its head. The empty line is then part of the delimiter.
	private boolean begin() {
		if (this.bytes.length - this.from < this.delimiter.length) {
			return false;
		}
		if (!isAt(this.from, this.delimiter)) {
			this.from += LINE_END;
		}
		this.state = State.CONTENT;
		return true;
	}

	private int indexOf(byte[] pattern) {
		for (int i = this.from; i <= this.bytes.length - pattern.length; i++) {
			if (this.bytes[i] == pattern[0] && isAt(i, pattern)) {
				return i;
			}
		}
		return -1;
	}

	private boolean isAt(int at, byte[] pattern) {
		return Arrays.equals(this.bytes, at, at + pattern.length, pattern, 0, pattern.length);
	}

	private static ProblemException malformed(String fault) {
		return new ProblemException(ProblemType.INVALID_REQUEST, "The form " + fault + ".");
	}

	/**
	 * What the next bytes are.
	 */
	private enum State {

		/** The bytes before the first boundary. */
		PREAMBLE,

		/** The rest of a boundary's line. */
		BOUNDARY,

		/** The headers of a part, with the line end before them. */
		HEAD,

		/** The line end before the content of a part. */
		CONTENT_START,

		/** The content of a part. */
		CONTENT,

		/** The bytes after the last boundary. */
		EPILOGUE

	}

}
