package dev.tintype.image.overview;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

import dev.tintype.support.Hashes;

/**
 * The shapes of images in the order of a list, one byte per image. An image of a million
 * needs a byte here, and not an object.
 */
final class Shapes {

	private static final int FIRST_BYTES = 1 << 12;

	/** Characters of the etag: 64 bits are enough to tell two states of a list apart. */
	private static final int ETAG_LENGTH = 16;

	private byte[] bytes;

	private int total;

	/**
	 * Creates an empty list.
	 */
	Shapes() {
		this.bytes = new byte[FIRST_BYTES];
	}

	/**
	 * Creates a complete list.
	 * @param bytes a shape each, not copied
	 */
	Shapes(byte[] bytes) {
		this.bytes = bytes;
		this.total = bytes.length;
	}

	/**
	 * Adds the next image.
	 * @return this
	 */
	Shapes add(byte shape) {
		if (this.total == this.bytes.length) {
			this.bytes = Arrays.copyOf(this.bytes, 2 * this.total);
		}
		this.bytes[this.total++] = shape;
		return this;
	}

	/**
	 * Writes the response.
	 */
	byte[] json() {
		byte[] head = ("{\"total\":" + this.total + ",\"shapes\":\"").getBytes(StandardCharsets.US_ASCII);
		byte[] shapes = Base64.getEncoder().encode(shapes());
		byte[] json = Arrays.copyOf(head, head.length + shapes.length + 2);
		System.arraycopy(shapes, 0, json, head.length, shapes.length);
		json[json.length - 2] = '"';
		json[json.length - 1] = '}';
		return json;
	}

	/**
	 * The etag of the response.
	 * @return with its quotes
	 */
	String etag() {
		return '"' + Hashes.sha256(shapes()).substring(0, ETAG_LENGTH) + '"';
	}

	private byte[] shapes() {
		if (this.total < this.bytes.length) {
			this.bytes = Arrays.copyOf(this.bytes, this.total);
		}
		return this.bytes;
	}

}
