package dev.tintype.operation.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import dev.tintype.operation.copy.ArchiveException;
import dev.tintype.operation.copy.ArchiveProgress;
import dev.tintype.operation.copy.Meter;
import dev.tintype.operation.copy.SchemaVersion;
import dev.tintype.support.Hashes;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;

/**
 * Reads an archive, and verifies everything before it is used.
 */
final class ArchiveReader implements Closeable {

	private static final int LARGEST_MANIFEST = 16 << 20;

	private final Path path;

	private final ZipFile zip;

	private final Manifest manifest;

	private final long size;

	/**
	 * Opens an archive and verifies its seal.
	 * @throws IOException when the file cannot be read
	 * @throws ArchiveException when it is damaged or of a newer release
	 */
	ArchiveReader(Path path) throws IOException {
		this.path = path;
		if (Files.exists(path) && !Files.isRegularFile(path)) {
			throw new ArchiveException(path + " is not a file");
		}
		this.size = Files.size(path);
		Seal.check(path);
		this.zip = open(path);
		try {
			this.manifest = readManifest();
		}
		catch (IOException | RuntimeException ex) {
			this.zip.close();
			throw ex;
		}
	}

	Manifest manifest() {
		return this.manifest;
	}

	ArchiveSummary summary() {
		return this.manifest.summary(this.path, this.size);
	}

	/**
	 * Compares all parts with the manifest.
	 * @param progress receives the progress
	 * @throws IOException when the file cannot be read
	 * @throws ArchiveException when a part differs
	 */
	void verify(ArchiveProgress progress) throws IOException {
		MigrationVersion newest = SchemaVersion.newest();
		if (version().compareTo(newest) > 0) {
			throw new ArchiveException("%s has schema version %s; this release supports up to %s: use a newer release"
				.formatted(this.path, this.manifest.schemaVersion(), newest));
		}
		verifyEntries();
		Meter meter = new Meter(progress, ArchiveProgress.Step.VERIFY, this.manifest.rows());
		for (Manifest.Part part : this.manifest.parts()) {
			read(part, (in) -> count(in, meter));
			meter.tell();
		}
		if (this.manifest.files().included()) {
			Meter files = new Meter(progress, ArchiveProgress.Step.FILES, this.manifest.files().count());
			readFiles((in) -> {
				in.transferTo(OutputStream.nullOutputStream());
				return this.manifest.files().count();
			});
			files.tell();
		}
	}

	/**
	 * The schema version of the rows.
	 * @return a version to compare
	 */
	MigrationVersion version() {
		try {
			return MigrationVersion.fromVersion(this.manifest.schemaVersion());
		}
		catch (FlywayException ex) {
			throw new ArchiveException(
					"%s has an invalid schema version: %s".formatted(this.path, this.manifest.schemaVersion()));
		}
	}

	/**
	 * Reads a part to its end.
	 * @param <X> what the consumer may throw
	 * @throws IOException when the file cannot be read
	 * @throws X when the consumer fails
	 * @throws ArchiveException when the part differs from the manifest
	 */
	<X extends Exception> void read(Manifest.Part part, Consumer<X> consumer) throws IOException, X {
		read(part.entry(), part.sha256(), part.rows(), "rows of " + part.table(), consumer);
	}

	/**
	 * Reads the stored files to their end.
	 * @param <X> what the consumer may throw
	 * @param consumer reads the whole part
	 * @throws IOException when the file cannot be read
	 * @throws X when the consumer fails
	 * @throws ArchiveException when the part differs from the manifest
	 */
	<X extends Exception> void readFiles(Consumer<X> consumer) throws IOException, X {
		Manifest.FilesPart part = this.manifest.files();
		read(Manifest.FilesPart.ENTRY, part.sha256(), part.count(), "files", consumer);
	}

	private <X extends Exception> void read(String name, String sha256, long expected, String what,
			Consumer<X> consumer) throws IOException, X {
		ZipEntry entry = this.zip.getEntry(name);
		if (entry == null) {
			throw new ArchiveException("%s lacks the part %s".formatted(this.path, name));
		}
		try (DigestInputStream in = new DigestInputStream(this.zip.getInputStream(entry), Hashes.sha256Digest())) {
			long count = consumer.take(in);
			if (count != expected) {
				throw new ArchiveException(
						"%s has %d %s; its manifest says %d".formatted(this.path, count, what, expected));
			}
			if (!HexFormat.of().formatHex(in.getMessageDigest().digest()).equals(sha256)) {
				throw new ArchiveException("%s has a damaged part: the SHA-256 of %s differs from the manifest"
					.formatted(this.path, name));
			}
		}
		catch (ZipException ex) {
			throw new ArchiveException("%s has a damaged part: %s".formatted(this.path, name), ex);
		}
	}

	private static ZipFile open(Path path) throws IOException {
		try {
			return new ZipFile(path.toFile());
		}
		catch (ZipException ex) {
			throw new ArchiveException(path + " is not an archive", ex);
		}
	}

	private Manifest readManifest() throws IOException {
		ZipEntry entry = this.zip.getEntry(Manifest.ENTRY);
		if (entry == null || entry.getSize() > LARGEST_MANIFEST) {
			throw new ArchiveException(this.path + " is not an archive: it has no manifest");
		}
		try (InputStream in = this.zip.getInputStream(entry)) {
			return Manifest.parse(this.path, in.readNBytes(LARGEST_MANIFEST));
		}
	}

	private void verifyEntries() {
		List<String> found = this.zip.stream().map(ZipEntry::getName).sorted().toList();
		List<String> expected = this.manifest.entries().sorted().toList();
		if (!found.equals(expected)) {
			throw new ArchiveException("The parts of %s differ from its manifest: it has %s, the manifest names %s"
				.formatted(this.path, found, expected));
		}
	}

	private static long count(InputStream in, Meter meter) throws IOException {
		byte[] buffer = new byte[1 << 16];
		long rows = 0;
		for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
			int more = 0;
			for (int i = 0; i < read; i++) {
				more += (buffer[i] == '\n') ? 1 : 0;
			}
			rows += more;
			meter.add(more);
		}
		return rows;
	}

	@Override
	public void close() throws IOException {
		this.zip.close();
	}

	/**
	 * Consumes a part.
	 *
	 * @param <X> what it may throw
	 */
	interface Consumer<X extends Exception> {

		/**
		 * Reads the whole part.
		 * @param in is read to its end and not closed
		 * @return the number of rows or files
		 * @throws IOException when the part cannot be read
		 * @throws X when its content cannot be used
		 */
		long take(InputStream in) throws IOException, X;

	}

}
