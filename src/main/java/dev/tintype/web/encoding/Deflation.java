package dev.tintype.web.encoding;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/**
 * Compresses one body with gzip, buffer by buffer. After each buffer, the reader can
 * decompress everything written so far.
 */
final class Deflation implements AutoCloseable {

	private static final int BUFFER_BYTES = 8 << 10;

	private final ByteArrayOutputStream compressed;

	private final OutputStream gzip;

	private boolean closed;

	/**
	 * Begins a body.
	 * @param size the expected number of bytes per result
	 */
	Deflation(int size) {
		this.compressed = new ByteArrayOutputStream(size);
		try {
			this.gzip = new FastGzip(this.compressed);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Compresses a whole body.
	 * @return the compressed body
	 */
	static byte[] whole(DataBuffer body) {
		try (Deflation deflation = new Deflation(Math.max(BUFFER_BYTES, body.readableByteCount() / 4))) {
			deflation.write(body);
			return deflation.finish();
		}
	}

	/**
	 * Compresses and flushes the next bytes.
	 * @return all bytes that a reader needs to decompress them
	 */
	synchronized byte[] deflate(DataBuffer next) {
		write(next);
		try {
			if (!this.closed) {
				this.gzip.flush();
			}
			return taken();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Ends the body.
	 * @return its last bytes
	 */
	synchronized byte[] finish() {
		close();
		return taken();
	}

	@Override
	public synchronized void close() {
		try {
			this.closed = true;
			this.gzip.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void write(DataBuffer next) {
		try (DataBuffer.ByteBufferIterator parts = next.readableByteBuffers()) {
			while (parts.hasNext() && !this.closed) {
				ByteBuffer part = parts.next();
				if (part.hasArray()) {
					this.gzip.write(part.array(), part.arrayOffset() + part.position(), part.remaining());
				}
				else {
					byte[] copy = new byte[part.remaining()];
					part.get(copy);
					this.gzip.write(copy);
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			DataBufferUtils.release(next);
		}
	}

	private byte[] taken() {
		byte[] bytes = this.compressed.toByteArray();
		this.compressed.reset();
		return bytes;
	}

	/**
	 * The JDK's gzip stream at its fastest level.
	 */
	private static final class FastGzip extends GZIPOutputStream {

		FastGzip(OutputStream out) throws IOException {
			super(out, BUFFER_BYTES, true);
			this.def.setLevel(Deflater.BEST_SPEED);
		}

	}

}
