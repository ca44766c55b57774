package dev.tintype.imaging.probe;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

import org.jspecify.annotations.Nullable;

/**
 * Reads numbers anywhere in a file through a window of one page. A header after long
 * metadata costs two reads and no memory. Code that follows a chain calls {@link #step()}
 * at each link, so that a hostile file cannot cause an endless loop.
 */
public final class HeaderInput {

	private static final int WINDOW = 4096;

	private static final int MAX_STEPS = 20_000;

	private final @Nullable FileChannel channel;

	private final long size;

	private final byte[] bytes;

	private long start;

	private int length;

	private int steps;

	private HeaderInput(@Nullable FileChannel channel, long size, byte[] bytes) {
		this.channel = channel;
		this.size = size;
		this.bytes = bytes;
	}

	/**
	 * Reads from memory.
	 * @return an input of these bytes
	 */
	static HeaderInput of(byte[] bytes) {
		HeaderInput input = new HeaderInput(null, bytes.length, bytes);
		input.length = bytes.length;
		return input;
	}

	/**
	 * Reads an open file.
	 * @throws IOException if its size cannot be read
	 */
	public HeaderInput(FileChannel channel) throws IOException {
		this(channel, channel.size(), new byte[WINDOW]);
	}

	/**
	 * The length of the file.
	 * @return bytes, as of the start
	 */
	public long size() {
		return this.size;
	}

	/**
	 * Counts a link of a chain.
	 * @throws IOException when the chain has too many links
	 */
	public void step() throws IOException {
		if (++this.steps > MAX_STEPS) {
			throw new IOException("too many segments");
		}
	}

	/**
	 * Reads a byte.
	 * @return 0 to 255
	 * @throws IOException when the file ends before it
	 */
	public int u8(long at) throws IOException {
		long index = at - this.start;
		if (index < 0 || index >= this.length) {
			fill(at);
			index = 0;
		}
		return this.bytes[(int) index] & 0xFF;
	}

	/**
	 * Reads two bytes, highest first.
	 * @return 0 to 65,535
	 * @throws IOException when the file ends before them
	 */
	public int u16(long at) throws IOException {
		return u8(at) << 8 | u8(at + 1);
	}

	int u16le(long at) throws IOException {
		return u8(at) | u8(at + 1) << 8;
	}

	/**
	 * Reads three bytes, lowest first.
	 * @return never negative
	 * @throws IOException when the file ends before them
	 */
	public int u24le(long at) throws IOException {
		return u16le(at) | u8(at + 2) << 16;
	}

	/**
	 * Reads four bytes, highest first.
	 * @return never negative
	 * @throws IOException when the file ends before them
	 */
	public long u32(long at) throws IOException {
		return (long) u16(at) << 16 | u16(at + 2);
	}

	/**
	 * Reads four bytes, lowest first.
	 * @return never negative
	 * @throws IOException when the file ends before them
	 */
	public long u32le(long at) throws IOException {
		return u16le(at) | (long) u16le(at + 2) << 16;
	}

	/**
	 * Whether the file contains a text at an offset.
	 * @param at offset from the start of the file
	 * @param text of single-byte characters
	 * @return false also when the file ends before the text would
	 * @throws IOException when reading fails
	 */
	public boolean is(long at, String text) throws IOException {
		if (at < 0 || at + text.length() > this.size) {
			return false;
		}
		for (int i = 0; i < text.length(); i++) {
			if (u8(at + i) != text.charAt(i)) {
				return false;
			}
		}
		return true;
	}

	private void fill(long at) throws IOException {
		if (this.channel == null || at < 0 || at >= this.size) {
			throw new EOFException();
		}
		this.length = 0;
		int read = this.channel.read(ByteBuffer.wrap(this.bytes), at);
		if (read <= 0) {
			throw new EOFException();
		}
		this.start = at;
		this.length = read;
	}

}
