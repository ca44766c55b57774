package dev.tintype.caption.load;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a ZIP, watched while a library reads them. The library takes a ZIP without
 * its end for a whole one, and holds an entry of unknown length in memory.
 */
final class ZipBytes extends FilterInputStream {

	/** The most bytes of an entry that is held in memory. */
	private static final int MOST_HELD = 8 << 20;

	/** The last record of a ZIP begins like this. */
	private static final int END = 0x504b0506;

	private int last;

	private boolean ended;

	private long left = Long.MAX_VALUE;

	ZipBytes(InputStream in) {
		super(in);
	}

	/**
	 * Whether the end of the ZIP was read.
	 */
	boolean hasEnded() {
		return this.ended;
	}

	/**
	 * Begins with an entry.
	 * @param held whether the library holds it in memory
	 */
	void begin(boolean held) {
		this.left = held ? MOST_HELD : Long.MAX_VALUE;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
	}

	@Override
	public int read(byte[] bytes, int from, int length) throws IOException {
		int read = super.read(bytes, from, length);
		this.left -= Math.max(0, read);
		if (this.left < 0) {
			throw new IOException("An entry of unknown length is too long.");
		}
		for (int i = from; i < from + read; i++) {
			this.last = (this.last << 8) | (bytes[i] & 0xff);
			this.ended |= this.last == END;
		}
		return read;
	}

}
