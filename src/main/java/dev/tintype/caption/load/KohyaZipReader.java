package dev.tintype.caption.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.zip.ZipEntry;

import dev.tintype.caption.file.SidecarText;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text files of a ZIP. It reads the ZIP as a stream, because the libraries hold
 * a whole directory in memory, and never writes a file of it.
 */
final class KohyaZipReader implements RowReader {

	/** The most bytes of all files, without compression. */
	private static final long MOST_BYTES = 2L << 30;

	private static final String FORMAT = "is not a ZIP that can be read, or cut short";

	private static final int MAGIC_BYTES = 4;

	private static final byte[] MAGIC = { 'P', 'K', 3, 4 };

	/** A ZIP without files begins with its end. */
	private static final byte[] EMPTY = { 'P', 'K', 5, 6 };

	private static final int BUFFER_BYTES = 1 << 16;

	private final ZipBytes bytes;

	private final ZipArchiveInputStream zip;

	private final byte[] buffer = new byte[BUFFER_BYTES];

	private long left = MOST_BYTES;

	private long number;

	private final boolean empty;

	KohyaZipReader(InputStream in) throws IOException {
		PushbackInputStream begun = new PushbackInputStream(in, MAGIC_BYTES);
		byte[] magic = begun.readNBytes(MAGIC_BYTES);
		begun.unread(magic);
		this.empty = Arrays.equals(magic, EMPTY);
		if (!this.empty && !Arrays.equals(magic, MAGIC)) {
			in.close();
			throw RowReader.broken("is not a ZIP");
		}
		this.bytes = new ZipBytes(begun);
		this.zip = new ZipArchiveInputStream(this.bytes, "UTF-8", true, true);
	}

	@Override
	public @Nullable ImportedRow next() throws IOException {
		try {
			ZipArchiveEntry entry = this.empty ? null : entry();
			while (entry != null) {
				String extension = extension(entry);
				if (extension != null) {
					return row(entry.getName(), extension);
				}
				read(0);
				entry = entry();
			}
		}
		catch (IOException | IllegalArgumentException ex) {
			throw RowReader.broken(FORMAT);
		}
		if (!this.empty && !this.bytes.hasEnded()) {
			throw RowReader.broken(FORMAT);
		}
		return null;
	}

	private @Nullable ZipArchiveEntry entry() throws IOException {
		this.bytes.begin(false);
		ZipArchiveEntry entry = this.zip.getNextEntry();
		this.bytes.begin(entry != null && entry.getMethod() == ZipEntry.STORED
				&& entry.getGeneralPurposeBit().usesDataDescriptor());
		return entry;
	}

	private static @Nullable String extension(ZipArchiveEntry entry) {
		return entry.isDirectory() ? null
				: SidecarText.EXTENSIONS.stream().filter(entry.getName()::endsWith).findFirst().orElse(null);
	}

	private ImportedRow row(String name, String extension) throws IOException {
		this.number++;
		byte[] bytes = read(ROW_BYTES);
		String image = name.substring(0, name.length() - extension.length());
		if (bytes.length > ROW_BYTES) {
			return ImportedRow.invalid(this.number, name, "is longer than " + ROW_BYTES + " bytes, the limit of a row");
		}
		if (name.startsWith("/") || name.contains("\\")) {
			return ImportedRow.invalid(this.number, name, "file_name must be relative, with slashes");
		}
		String text = SidecarText.read(bytes);
		return (text != null) ? ImportedRow.of(this.number, null, image, text, null).withStem()
				: ImportedRow.invalid(this.number, name, "is not valid UTF-8");
	}

	// All bytes count, also those of files that nobody needs.
	private byte[] read(int most) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		for (int read = this.zip.read(this.buffer); read >= 0; read = this.zip.read(this.buffer)) {
			this.left -= read;
			if (this.left < 0) {
				throw new ProblemException(ProblemType.TOO_LARGE,
						"The files of the ZIP have more than " + MOST_BYTES + " bytes, the limit of an import.");
			}
			out.write(this.buffer, 0, Math.max(0, Math.min(read, most + 1 - out.size())));
		}
		return out.toByteArray();
	}

	@Override
	public void close() throws IOException {
		this.zip.close();
	}

}
