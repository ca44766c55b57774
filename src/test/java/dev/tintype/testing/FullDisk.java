package dev.tintype.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;

import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * An H2 file system whose disk can be full: {@code jdbc:h2:full:<file>}.
 */
public final class FullDisk extends FilePathWrapper {

	private static volatile boolean full;

	/** Registers the scheme with H2. */
	public static void register() {
		FilePath.register(new FullDisk());
	}

	/**
	 * Fills the disk, or frees it.
	 * @param now whether writes fail from now on
	 */
	public static void fill(boolean now) {
		full = now;
	}

	@Override
	public String getScheme() {
		return "full";
	}

	@Override
	public FileChannel open(String mode) throws IOException {
		return new Channel(super.open(mode));
	}

	private static final class Channel extends FileBaseDefault {

		private final FileChannel file;

		Channel(FileChannel file) {
			this.file = file;
		}

		private static void check() throws IOException {
			if (full) {
				throw new IOException("No space left on device");
			}
		}

		@Override
		public int write(ByteBuffer bytes, long position) throws IOException {
			check();
			return this.file.write(bytes, position);
		}

		@Override
		public int read(ByteBuffer bytes, long position) throws IOException {
			return this.file.read(bytes, position);
		}

		@Override
		public long size() throws IOException {
			return this.file.size();
		}

		@Override
		protected void implTruncate(long size) throws IOException {
			this.file.truncate(size);
		}

		@Override
		public void force(boolean metaData) throws IOException {
			this.file.force(metaData);
		}

		@Override
		public FileLock tryLock(long position, long size, boolean shared) throws IOException {
			return this.file.tryLock(position, size, shared);
		}

		@Override
		protected void implCloseChannel() throws IOException {
			this.file.close();
		}

	}

}
