package dev.tintype.api;

import org.springframework.http.codec.multipart.PartEvent;

/**
 * Counts the parts of one multipart body and the bytes of each, so that a part without an
 * end does not keep the request from its answer.
 */
final class PartLimits {

	/** The most parts of a body. */
	static final int PARTS = 1_000;

	/**
	 * How many bytes of a file are read beyond its limit: a file that ends there fails
	 * alone, and the files after it do not.
	 */
	static final long TOLERANCE = 8 << 20;

	/** How many bytes may come before the content of the first part. */
	private static final long PREAMBLE = 1 << 20;

	private final long fileBytes;

	private int parts;

	private boolean begun;

	private long received;

	private long bytes;

	/**
	 * Limits of one body.
	 * @param fileBytes the most bytes of a file
	 */
	PartLimits(long fileBytes) {
		this.fileBytes = fileBytes;
	}

	/**
	 * Counts bytes of the body, before they are parsed.
	 * @param buffer of the body
	 */
	void receive(byte[] buffer) {
		this.received += buffer.length;
		if (this.parts == 0 && this.received > PREAMBLE) {
			throw new ProblemException(ProblemType.TOO_LARGE,
					"No part ended within the first " + PREAMBLE + " bytes of the body.");
		}
	}

	/**
	 * Counts a piece of a part.
	 * @param event the next one
	 */
	void count(PartEvent event) {
		if (!this.begun && ++this.parts > PARTS) {
			throw new ProblemException(ProblemType.TOO_LARGE, "A request holds at most " + PARTS + " parts.");
		}
		this.begun = !event.isLast();
		this.bytes += event.content().readableByteCount();
		if (this.bytes > this.fileBytes + TOLERANCE) {
			throw new ProblemException(ProblemType.TOO_LARGE, "A part of the body is far larger than " + this.fileBytes
					+ " bytes, the limit of a file. The rest of the body is not read.");
		}
		if (event.isLast()) {
			this.bytes = 0;
		}
	}

}
