package dev.tintype.imaging.decode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

import javax.imageio.stream.ImageInputStreamImpl;

import dev.tintype.imaging.work.Deadline;

/**
 * Passes the bytes of a picture to an image reader. It fails at the deadline, which is
 * the only way to stop a reader without callbacks. It holds one buffer, while ImageIO's
 * own streams are unbuffered or hold everything.
 */
final class PictureStream extends ImageInputStreamImpl {

	private static final int BUFFER = 16 * 1024;

	private final FileChannel channel;

	private final long size;

	private final Deadline deadline;

	private final byte[] bytes = new byte[BUFFER];

	private long start;

	private int filled;

	PictureStream(FileChannel file, Deadline deadline) throws IOException {
		this.channel = file;
		this.size = file.size();
		this.deadline = deadline;
	}

	@Override
	public int read() throws IOException {
		this.bitOffset = 0;
		if (!fill()) {
			return -1;
		}
		return this.bytes[(int) (this.streamPos++ - this.start)] & 0xFF;
	}

	@Override
	public int read(byte[] target, int offset, int length) throws IOException {
		this.bitOffset = 0;
		int total = 0;
		// Fills the whole array: the JDK's BMP reader does not accept less.
		while (total < length && fill()) {
			int from = (int) (this.streamPos - this.start);
			int count = Math.min(length - total, this.filled - from);
			System.arraycopy(this.bytes, from, target, offset + total, count);
			this.streamPos += count;
			total += count;
		}
		return (total > 0 || length == 0) ? total : -1;
	}

	@Override
	public long length() {
		return this.size;
	}

	private boolean fill() throws IOException {
		long index = this.streamPos - this.start;
		if (index >= 0 && index < this.filled) {
			return true;
		}
		if (this.deadline.isOver()) {
			throw new IOException("out of time");
		}
		this.filled = 0;
		int count = this.channel.read(ByteBuffer.wrap(this.bytes), this.streamPos);
		if (count <= 0) {
			return false;
		}
		this.start = this.streamPos;
		this.filled = count;
		return true;
	}

}
