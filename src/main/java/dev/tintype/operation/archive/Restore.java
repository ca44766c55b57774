package dev.tintype.operation.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import dev.tintype.data.sql.Dialect;
import dev.tintype.operation.copy.ArchiveException;
import dev.tintype.operation.copy.ArchiveProgress;
import dev.tintype.operation.copy.Catalogue;
import dev.tintype.operation.copy.Column;
import dev.tintype.operation.copy.Meter;
import dev.tintype.operation.copy.RowStore;
import dev.tintype.operation.copy.SchemaVersion;
import dev.tintype.operation.copy.Table;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/**
 * Puts the rows of an archive into a database, of whichever kind they came from: all, or
 * none. It blocks, and its thread must not be interrupted: that would close the file of
 * an H2 database.
 */
public final class Restore {

	private final DataSource dataSource;

	private final Dialect dialect;

	private final @Nullable StoredFiles files;

	/**
	 * Into a database.
	 * @param dataSource gives a connection that nobody else uses
	 * @param dialect the kind of the database
	 */
	public Restore(DataSource dataSource, Dialect dialect) {
		this(dataSource, dialect, null);
	}

	private Restore(DataSource dataSource, Dialect dialect, @Nullable StoredFiles files) {
		this.dataSource = dataSource;
		this.dialect = dialect;
		this.files = files;
	}

	/**
	 * With the stored files of the archive, if it has any; the rows refer to where they
	 * are now.
	 * @param stored where they go
	 * @return the same restore otherwise
	 */
	public Restore with(StoredFiles stored) {
		return new Restore(this.dataSource, this.dialect, stored);
	}

	/**
	 * Looks whether an archive is whole, and of no newer release.
	 * @param file the archive
	 * @param progress hears how far it is
	 * @return what the archive holds
	 * @throws ArchiveException when it cannot be restored by this release
	 */
	public static ArchiveSummary verify(Path file, ArchiveProgress progress) {
		try (ArchiveReader archive = new ArchiveReader(file)) {
			archive.verify(progress);
			return archive.summary();
		}
		catch (IOException ex) {
			throw unreadable(file, ex);
		}
	}

	/**
	 * Verifies an archive and restores it in one transaction. The database has the schema
	 * that the archive is of, and nobody uses it meanwhile.
	 * @param file the archive
	 * @param replace whether rows that are there are deleted; without, they are a reason
	 * to refuse
	 * @param progress hears how far it is
	 * @return what the archive holds, and the database now
	 * @throws ArchiveException when the database is as it was
	 */
	public ArchiveSummary run(Path file, boolean replace, ArchiveProgress progress) {
		try (ArchiveReader archive = new ArchiveReader(file)) {
			archive.verify(progress);
			write(archive, replace, progress);
			return archive.summary();
		}
		catch (IOException ex) {
			throw unreadable(file, ex);
		}
		catch (SQLException ex) {
			boolean locked = "55P03".equals(ex.getSQLState());
			throw new ArchiveException(locked ? "Others use the database, stop them first; it is as it was"
					: "Cannot restore; the database is as it was", cause(ex));
		}
	}

	private void write(ArchiveReader archive, boolean replace, ArchiveProgress progress)
			throws IOException, SQLException {
		try (Connection connection = this.dataSource.getConnection()) {
			RowStore rows = RowStore.of(connection, this.dialect);
			rows.beginWriting();
			boolean done = false;
			try {
				write(archive, connection, rows, replace, progress);
				connection.commit();
				done = true;
			}
			finally {
				if (!done) {
					connection.rollback();
				}
			}
		}
	}

	private void write(ArchiveReader archive, Connection connection, RowStore rows, boolean replace,
			ArchiveProgress progress) throws IOException, SQLException {
		Manifest manifest = archive.manifest();
		requireVersion(archive.version(), SchemaVersion.of(connection, this.dialect));
		Map<String, Manifest.Part> parts = manifest.parts()
			.stream()
			.collect(Collectors.toMap(Manifest.Part::table, Function.identity()));
		List<Table> tables = new Catalogue(connection).tables();
		requireSame(tables, parts);
		rows.lock(tables);
		if (replace) {
			rows.clear(tables);
		}
		for (Table table : tables) {
			if (!rows.isEmpty(table)) {
				throw new ArchiveException("The database is not empty (see " + table.name()
						+ "): restore into an empty one, or use --replace to delete what it has");
			}
		}
		Meter meter = new Meter(progress, ArchiveProgress.Step.RESTORE, manifest.rows());
		for (Table table : tables) {
			Manifest.Part part = Objects.requireNonNull(parts.get(table.name()));
			Table ordered = table.with(part.columns());
			archive.<SQLException>read(part, (in) -> rows.write(ordered, in, meter));
			if (rows.count(table) != part.rows()) {
				throw new ArchiveException("Others wrote to " + table.name() + " meanwhile, stop them first");
			}
			meter.tell();
		}
		if (this.files != null) {
			restoreFiles(archive, this.files, connection, progress);
		}
		rows.finish(tables);
	}

	// Before the commit: what is left of a failure are files that no row refers to, never
	// rows whose files are not there.
	private static void restoreFiles(ArchiveReader archive, StoredFiles files, Connection connection,
			ArchiveProgress progress) throws IOException, SQLException {
		Manifest.FilesPart part = archive.manifest().files();
		if (!part.folder().isEmpty()) {
			try (PreparedStatement relocation = connection.prepareStatement(files.relocation())) {
				relocation.setString(1, files.folder().toString());
				relocation.setString(2, part.folder());
				relocation.executeUpdate();
			}
		}
		if (part.included()) {
			Meter meter = new Meter(progress, ArchiveProgress.Step.FILES, part.count());
			archive.readFiles((in) -> new FilesPart(files).read(in, meter));
			meter.tell();
		}
	}

	private static void requireVersion(MigrationVersion archive, MigrationVersion database) {
		if (archive.compareTo(database) > 0) {
			throw new ArchiveException("The archive has schema version %s, the database %s: run \"db migrate\" first"
				.formatted(archive, database));
		}
		if (archive.compareTo(database) < 0) {
			throw new ArchiveException(("The archive has schema version %s, the database %s: restore it into a"
					+ " database without tables, which gets the archive's schema and is then migrated")
				.formatted(archive, database));
		}
	}

	private static void requireSame(List<Table> tables, Map<String, Manifest.Part> parts) {
		for (Table table : tables) {
			Manifest.Part part = parts.get(table.name());
			if (part == null) {
				throw new ArchiveException("The archive has no table " + table.name() + ", which the database has");
			}
			if (!sorted(part.columns()).equals(sorted(table.columns()))) {
				throw new ArchiveException("The archive's columns of %s are not the database's: %s, not %s"
					.formatted(table.name(), sorted(part.columns()), sorted(table.columns())));
			}
		}
		if (parts.size() > tables.size()) {
			List<String> names = tables.stream().map(Table::name).toList();
			throw new ArchiveException("The database lacks tables of the archive: "
					+ parts.keySet().stream().filter((name) -> !names.contains(name)).sorted().toList());
		}
	}

	private static List<Column> sorted(List<Column> columns) {
		return columns.stream().sorted(Comparator.comparing(Column::name)).toList();
	}

	private static ArchiveException unreadable(Path file, IOException ex) {
		return new ArchiveException("Cannot read the archive " + file, ex);
	}

	private static Exception cause(SQLException ex) {
		return (ex instanceof BatchUpdateException && ex.getNextException() != null) ? ex.getNextException() : ex;
	}

}
