package dev.tintype.operation.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import dev.tintype.data.sql.Dialect;
import dev.tintype.operation.copy.ArchiveException;
import dev.tintype.operation.copy.ArchiveProgress;
import dev.tintype.operation.copy.Catalogue;
import dev.tintype.operation.copy.Meter;
import dev.tintype.operation.copy.RowStore;
import dev.tintype.operation.copy.SchemaVersion;
import dev.tintype.operation.copy.Table;

/**
 * Writes all rows of a database as of one moment to one file, while others continue to
 * write. It blocks. Its thread must not be interrupted, because an interrupt would close
 * the file of an H2 database.
 */
public final class Backup {

	private final DataSource dataSource;

	private final Dialect dialect;

	private final String source;

	private final List<StoredFiles> files;

	private final boolean withFiles;

	/**
	 * Creates the backup of a database.
	 * @param dataSource provides a connection that nothing else uses
	 * @param dialect the kind of the database
	 * @param source the address for the manifest, without credentials
	 */
	public Backup(DataSource dataSource, Dialect dialect, String source) {
		this(dataSource, dialect, source, List.of(), false);
	}

	private Backup(DataSource dataSource, Dialect dialect, String source, List<StoredFiles> files, boolean withFiles) {
		this.dataSource = dataSource;
		this.dialect = dialect;
		this.source = source;
		this.files = files;
		this.withFiles = withFiles;
	}

	/**
	 * Adds stored files.
	 * @param stored the files of each feature, uploads first
	 * @param included whether to write them; if not, the archive only records their
	 * folder
	 * @return a new backup
	 */
	public Backup with(List<StoredFiles> stored, boolean included) {
		return new Backup(this.dataSource, this.dialect, this.source, stored, included);
	}

	/**
	 * Writes the archive. It is moved into place when all of it is on the disk, and only
	 * its owner can read it. A failure leaves nothing behind.
	 * @param file the path of the archive, in an existing folder
	 * @param replace whether an existing file may be replaced
	 * @param progress receives the progress
	 * @return what the archive contains
	 * @throws ArchiveException when the archive cannot be written, or the database cannot
	 * be read
	 */
	public ArchiveSummary write(Path file, boolean replace, ArchiveProgress progress) {
		try (ArchiveWriter archive = new ArchiveWriter(file, replace);
				Connection connection = this.dataSource.getConnection();
				// A failure of the rollback does not replace that of the work.
				Reading reading = connection::rollback) {
			Manifest manifest = write(archive, connection, progress);
			return manifest.summary(file, archive.finish(manifest));
		}
		catch (IOException ex) {
			throw new ArchiveException("Cannot write the archive " + file, ex);
		}
		catch (SQLException ex) {
			throw new ArchiveException("Cannot read the database", ex);
		}
	}

	private Manifest write(ArchiveWriter archive, Connection connection, ArchiveProgress progress)
			throws IOException, SQLException {
		RowStore rows = RowStore.of(connection, this.dialect);
		rows.beginReading();
		Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
		String version = SchemaVersion.of(connection, this.dialect).getVersion();
		List<Table> tables = new Catalogue(connection).tables();
		long total = 0;
		for (Table table : tables) {
			total += rows.count(table);
		}
		Meter meter = new Meter(progress, ArchiveProgress.Step.BACKUP, total);
		List<Manifest.Part> parts = new ArrayList<>();
		for (Table table : tables) {
			parts.add(archive.part(table, (out) -> rows.read(table, out, meter)));
			meter.tell();
		}
		DatabaseMetaData metaData = connection.getMetaData();
		return new Manifest(Manifest.FORMAT, version,
				metaData.getDatabaseProductName() + " " + metaData.getDatabaseProductVersion(), this.source, now,
				List.copyOf(parts), files(archive, progress));
	}

	// Files are written after the rows: each row then has its file, unless that has been
	// deleted since.
	private Manifest.FilesPart files(ArchiveWriter archive, ArchiveProgress progress) throws IOException, SQLException {
		Manifest.FilesPart folders = FilesPart.folders(this.files);
		if (!this.withFiles) {
			return folders;
		}
		FilesPart part = new FilesPart(this.files);
		Meter meter = new Meter(progress, ArchiveProgress.Step.FILES, part.count());
		Manifest.FilesPart written = archive.files(folders, (out) -> part.write(out, meter));
		meter.tell();
		return written;
	}

	/**
	 * A transaction that ends with a rollback.
	 */
	@FunctionalInterface
	private interface Reading extends AutoCloseable {

		@Override
		void close() throws SQLException;

	}

}
