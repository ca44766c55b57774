package dev.tintype.imaging.metadata;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

import com.drew.lang.RandomAccessReader;

/**
 * Lets the EXIF library read a whole file through a window of one page. The library finds
 * values anywhere in a TIFF.
 */
final class WindowReader extends RandomAccessReader {

	private static final int WINDOW = 4096;

	private final FileChannel file;

	private final long size;

	private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);

	private long start;

	WindowReader(FileChannel file) throws IOException {
		this.file = file;
		this.size = file.size();
	}

	@Override
	public int toUnshiftedOffset(int localOffset) {
		return localOffset;
	}

	@Override
	public byte getByte(int index) throws IOException {
		validateIndex(index, 1);
		if (index < this.start || index >= this.start + this.window.limit()) {
			this.window.clear();
			int read = this.file.read(this.window, index);
			this.window.limit(Math.max(0, read));
			this.start = index;
			validateIndex(index, read);
		}
		return this.window.get((int) (index - this.start));
	}

	@Override
	public byte[] getBytes(int index, int count) throws IOException {
		validateIndex(index, count);
		ByteBuffer bytes = ByteBuffer.allocate(count);
		while (bytes.hasRemaining()) {
			if (this.file.read(bytes, index + bytes.position()) <= 0) {
				throw new EOFException();
			}
		}
		return bytes.array();
	}

	@Override
	protected void validateIndex(int index, int bytesRequested) throws IOException {
		if (!isValidIndex(index, bytesRequested)) {
			throw new EOFException();
		}
	}

	@Override
	protected boolean isValidIndex(int index, int bytesRequested) {
		return index >= 0 && bytesRequested >= 0 && (long) index + bytesRequested <= this.size;
	}

	@Override
	public long getLength() {
		return Math.min(this.size, Integer.MAX_VALUE);
	}

}
