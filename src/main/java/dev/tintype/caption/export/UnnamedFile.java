package dev.tintype.caption.export;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

import dev.tintype.support.DataSettings;
import dev.tintype.support.OwnFiles;

/**
 * A temporary file for what an export writes at its end. It is deleted when it is closed.
 * If the system allows it, it has no name from the beginning, so that nothing is left if
 * the process is killed.
 */
final class UnnamedFile implements Closeable {

	private static final int BUFFER_BYTES = 1 << 16;

	private final FileChannel channel;

	private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(BUFFER_BYTES);

	private long written;

	private long read;

	private UnnamedFile(FileChannel channel) {
		this.channel = channel;
	}

	static UnnamedFile create(DataSettings data) throws IOException {
		Path folder = OwnFiles.createFolders(data.dataDir().resolve("responses"));
		return new UnnamedFile(
				FileChannel.open(folder.resolve(UUID.randomUUID().toString()), StandardOpenOption.CREATE_NEW,
						StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
	}

	void write(byte[] bytes) throws IOException {
		this.buffer.writeBytes(bytes);
		this.written += bytes.length;
		if (this.buffer.size() >= BUFFER_BYTES) {
			flush();
		}
	}

	private void flush() throws IOException {
		ByteBuffer bytes = ByteBuffer.wrap(this.buffer.toByteArray());
		while (bytes.hasRemaining()) {
			this.channel.write(bytes);
		}
		this.buffer.reset();
	}

	/**
	 * The number of bytes written.
	 */
	long size() {
		return this.written;
	}

	/**
	 * Reads the next bytes, after everything is written.
	 * @return empty at the end
	 */
	byte[] read(int most) throws IOException {
		flush();
		byte[] bytes = new byte[(int) Math.min(most, this.written - this.read)];
		ByteBuffer target = ByteBuffer.wrap(bytes);
		while (target.hasRemaining() && this.channel.read(target, this.read + target.position()) >= 0) {
			// A read may return fewer bytes.
		}
		this.read += bytes.length;
		return bytes;
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

}
