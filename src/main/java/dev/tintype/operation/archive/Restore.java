package dev.tintype.operation.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
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
import dev.tintype.operation.seed.BuiltInRows;
import org.flywaydb.core.api.MigrationVersion;

/**
 * Restores the rows of an archive into a database of either kind: all of them, or none.
 * It blocks. Its thread must not be interrupted, because an interrupt would close the
 * file of an H2 database.
 */
public final class Restore {

	private final DataSource dataSource;

	private final Dialect dialect;

	private final List<StoredFiles> files;

	/**
	 * Creates the restore into a database.
	 * @param dataSource provides a connection that nothing else uses
	 * @param dialect the kind of the database
	 */
	public Restore(DataSource dataSource, Dialect dialect) {
		this(dataSource, dialect, List.of());
	}

	private Restore(DataSource dataSource, Dialect dialect, List<StoredFiles> files) {
		this.dataSource = dataSource;
		this.dialect = dialect;
		this.files = files;
	}

	/**
	 * Adds the stored files of the archive, if it contains any. The rows then refer to
	 * their new folders.
	 * @param stored the destinations of the files, uploads first
	 * @return a new restore
	 */
	public Restore with(List<StoredFiles> stored) {
		return new Restore(this.dataSource, this.dialect, stored);
	}

	/**
	 * Checks that an archive is intact and not of a newer release.
	 * @param file the archive
	 * @param progress receives the progress
	 * @return what the archive contains
	 * @throws ArchiveException when this release cannot restore it
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
	 * Verifies an archive and restores it in one transaction. The database must have the
	 * archive's schema version, and nothing else may use it meanwhile.
	 * @param file the archive
	 * @param replace whether to delete existing rows; otherwise existing rows are an
	 * error
	 * @param progress receives the progress
	 * @return what the archive, and now the database, contains
	 * @throws ArchiveException when the restore failed; the database is unchanged
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
			throw new ArchiveException(
					locked ? "Others are using the database: stop them first. The database is unchanged"
							: "Cannot restore; the database is unchanged",
					cause(ex));
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
		Catalogue catalogue = new Catalogue(connection);
		List<Table> tables = catalogue.tables();
		requireSame(tables, parts);
		rows.lock(tables);
		List<Table> cleared = new ArrayList<>(replace ? tables : List.of());
		cleared.addAll(catalogue.transientTables());
		if (!cleared.isEmpty()) {
			rows.clear(cleared);
		}
		rows.beginFeed(cleared);
		clearSeeded(connection, rows, tables);
		Meter meter = new Meter(progress, ArchiveProgress.Step.RESTORE, manifest.rows());
		for (Table table : tables) {
			Manifest.Part part = Objects.requireNonNull(parts.get(table.name()));
			Table ordered = table.with(part.columns());
			archive.<SQLException>read(part, (in) -> rows.write(ordered, in, meter));
			if (rows.count(table) != part.rows()) {
				throw new ArchiveException("Others wrote to " + table.name() + " during the restore: stop them first");
			}
			meter.tell();
		}
		if (!this.files.isEmpty()) {
			restoreFiles(archive, this.files, connection, progress);
		}
		rows.finish(tables);
	}

	// Every start adds the rows with which the service comes, so a database without other
	// rows counts as empty.
	private void clearSeeded(Connection connection, RowStore rows, List<Table> tables) throws SQLException {
		List<Table> seeded = new ArrayList<>();
		for (Table table : tables) {
			if (rows.isEmpty(table)) {
				continue;
			}
			if (!BuiltInRows.areAlone(connection, this.dialect, table.name())) {
				throw new ArchiveException("The database is not empty (see " + table.name()
						+ "): restore into an empty database, or use --replace to delete the existing rows");
			}
			seeded.add(table);
		}
		if (!seeded.isEmpty()) {
			rows.clear(seeded);
		}
	}

	private static void relocate(StoredFiles area, String former, Connection connection) throws SQLException {
		for (String statement : area.relocations()) {
			try (PreparedStatement relocation = connection.prepareStatement(statement)) {
				relocation.setString(1, area.folder().toString());
				relocation.setString(2, former);
				relocation.executeUpdate();
			}
		}
	}

	// Files are restored before the commit. A failure may leave files without rows, but
	// never rows without files.
	private static void restoreFiles(ArchiveReader archive, List<StoredFiles> files, Connection connection,
			ArchiveProgress progress) throws IOException, SQLException {
		Manifest.FilesPart part = archive.manifest().files();
		for (StoredFiles area : files) {
			String former = part.folderOf(area, area == files.get(0));
			if (former != null && !former.isEmpty()) {
				relocate(area, former, connection);
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
			throw new ArchiveException("The archive has schema version %s and the database %s: run \"db migrate\" first"
				.formatted(archive, database));
		}
		if (archive.compareTo(database) < 0) {
			throw new ArchiveException(("The archive has schema version %s and the database %s: restore it into a"
					+ " database without tables; the restore creates the archive's schema and then migrates it")
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
				throw new ArchiveException("The columns of %s differ: the archive has %s, the database has %s"
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
