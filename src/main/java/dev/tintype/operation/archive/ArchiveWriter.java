package dev.tintype.operation.archive;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import dev.tintype.operation.copy.Table;
import dev.tintype.support.Hashes;
import dev.tintype.support.OwnFiles;

/**
 * Writes an archive to a temporary file and moves it into place when all of it is on the
 * disk. If it is closed before, nothing is left.
 */
final class ArchiveWriter implements Closeable {

	private static final int BUFFER = 1 << 16;

	private final Path target;

	private final boolean replace;

	private final Path temporary;

	private final FileOutputStream file;

	private final ZipOutputStream zip;

	/**
	 * Begins an archive that only its owner can read.
	 * @param replace whether an existing file may be replaced
	 * @throws IOException when the file cannot be written
	 */
	ArchiveWriter(Path target, boolean replace) throws IOException {
		this.target = target.toAbsolutePath().normalize();
		this.replace = replace;
		refuseExisting();
		Path folder = folder(this.target);
		this.temporary = Files.createTempFile(folder, "." + this.target.getFileName() + ".", ".part");
		this.temporary.toFile().deleteOnExit();
		this.file = new FileOutputStream(this.temporary.toFile());
		this.zip = new ZipOutputStream(new Seal.Output(new BufferedOutputStream(this.file, BUFFER)));
		this.zip.setLevel(Deflater.BEST_SPEED);
		this.zip.setComment(Seal.PLACE);
	}

	/**
	 * Writes the rows of a table.
	 * @return the entry for the manifest
	 * @throws IOException when the disk fails
	 * @throws SQLException when the database fails
	 */
	Manifest.Part part(Table table, Rows rows) throws IOException, SQLException {
		Manifest.Part named = new Manifest.Part(table.name(), 0, "", table.columns());
		Written written = entry(named.entry(), rows);
		return new Manifest.Part(table.name(), written.count(), written.sha256(), table.columns());
	}

	/**
	 * Writes the stored files. They are already compressed, so the part is not.
	 * @return the entry for the manifest
	 * @throws IOException when the disk fails
	 * @throws SQLException never
	 */
	Manifest.FilesPart files(Manifest.FilesPart folders, Rows files) throws IOException, SQLException {
		this.zip.setLevel(Deflater.NO_COMPRESSION);
		Written written = entry(Manifest.FilesPart.ENTRY, files);
		return new Manifest.FilesPart(folders.folder(), true, written.count(), written.sha256(), folders.others());
	}

	private Written entry(String name, Rows content) throws IOException, SQLException {
		this.zip.putNextEntry(new ZipEntry(name));
		DigestOutputStream digested = new DigestOutputStream(this.zip, Hashes.sha256Digest());
		OutputStream out = new BufferedOutputStream(digested, BUFFER);
		long count = content.writeTo(out);
		out.flush();
		this.zip.closeEntry();
		return new Written(count, HexFormat.of().formatHex(digested.getMessageDigest().digest()));
	}

	/**
	 * Completes the archive and moves it into place.
	 * @return the size in bytes
	 * @throws IOException when that fails
	 */
	long finish(Manifest manifest) throws IOException {
		this.zip.putNextEntry(new ZipEntry(Manifest.ENTRY));
		this.zip.write(manifest.toJson());
		this.zip.closeEntry();
		this.zip.close();
		this.file.getChannel().force(true);
		this.file.close();
		long size = Files.size(this.temporary);
		refuseExisting();
		Files.move(this.temporary, this.target, StandardCopyOption.ATOMIC_MOVE);
		OwnFiles.force(folder(this.target));
		return size;
	}

	private void refuseExisting() throws IOException {
		if (Files.isDirectory(this.target) || this.target.getFileName() == null) {
			throw new IOException("it is a folder");
		}
		if (!this.replace && Files.exists(this.target, LinkOption.NOFOLLOW_LINKS)) {
			throw new FileAlreadyExistsException(this.target.toString());
		}
	}

	private static Path folder(Path target) throws IOException {
		Path folder = target.getParent();
		if (folder == null) {
			throw new IOException("it is a folder");
		}
		return folder;
	}

	@Override
	public void close() throws IOException {
		this.file.close();
		Files.deleteIfExists(this.temporary);
	}

	/**
	 * A part that has been written.
	 *
	 * @param count of its rows or files
	 * @param sha256 of its uncompressed content
	 */
	private record Written(long count, String sha256) {
	}

	/** Writes the lines of a part. */
	interface Rows {

		/**
		 * Writes all rows.
		 * @param out is not closed
		 * @return the number of rows
		 * @throws IOException when the disk fails
		 * @throws SQLException when the database fails
		 */
		long writeTo(OutputStream out) throws IOException, SQLException;

	}

}
