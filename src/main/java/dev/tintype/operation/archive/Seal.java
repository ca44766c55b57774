package dev.tintype.operation.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

import dev.tintype.operation.copy.ArchiveException;
import dev.tintype.support.Hashes;

/**
 * The last bytes of an archive: the SHA-256 of all bytes before them. It reveals a change
 * of any byte, even of one that ZIP ignores. In the ZIP format, the seal is the archive's
 * comment.
 */
final class Seal {

	private static final int LENGTH = 64;

	/** Holds the place of the seal until all bytes before it are known. */
	static final String PLACE = "0".repeat(LENGTH);

	private Seal() {
	}

	/**
	 * Compares a file with its seal.
	 * @throws IOException when the file cannot be read
	 * @throws ArchiveException when the file does not match its seal
	 */
	static void check(Path file) throws IOException {
		long left = Files.size(file) - LENGTH;
		try (InputStream in = Files.newInputStream(file)) {
			MessageDigest digest = Hashes.sha256Digest();
			byte[] buffer = new byte[1 << 16];
			while (left > 0) {
				int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
				if (read < 0) {
					throw new ArchiveException(file + " is truncated");
				}
				digest.update(buffer, 0, read);
				left -= read;
			}
			if (!Arrays.equals(text(digest), in.readNBytes(LENGTH + 1))) {
				throw new ArchiveException(
						file + " is not an archive, or is damaged or truncated: it does not end with its own SHA-256");
			}
		}
	}

	private static byte[] text(MessageDigest digest) {
		return HexFormat.of().formatHex(digest.digest()).getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * Replaces the {@link #PLACE}, which must be written last, by the seal.
	 */
	static final class Output extends OutputStream {

		private final OutputStream out;

		private final MessageDigest digest = Hashes.sha256Digest();

		/** The last bytes so far. At the end, they are the place of the seal. */
		private final byte[] tail = new byte[LENGTH];

		private int held;

		Output(OutputStream out) {
			this.out = out;
		}

		@Override
		public void write(int b) throws IOException {
			write(new byte[] { (byte) b }, 0, 1);
		}

		@Override
		public void write(byte[] bytes, int from, int count) throws IOException {
			int free = Math.max(0, this.held + count - LENGTH);
			int ofTail = Math.min(this.held, free);
			pass(this.tail, 0, ofTail);
			System.arraycopy(this.tail, ofTail, this.tail, 0, this.held - ofTail);
			this.held -= ofTail;
			int ofBytes = free - ofTail;
			pass(bytes, from, ofBytes);
			System.arraycopy(bytes, from + ofBytes, this.tail, this.held, count - ofBytes);
			this.held += count - ofBytes;
		}

		private void pass(byte[] bytes, int from, int count) throws IOException {
			this.digest.update(bytes, from, count);
			this.out.write(bytes, from, count);
		}

		@Override
		public void flush() throws IOException {
			this.out.flush();
		}

		@Override
		public void close() throws IOException {
			if (!PLACE.equals(new String(this.tail, StandardCharsets.US_ASCII))) {
				throw new IOException("The place of the seal is missing");
			}
			this.out.write(text(this.digest));
			this.out.flush();
		}

	}

}
