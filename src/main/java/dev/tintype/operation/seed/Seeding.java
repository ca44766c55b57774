package dev.tintype.operation.seed;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

import javax.sql.DataSource;

import dev.tintype.data.sql.Dialect;
import dev.tintype.operation.seed.SeedTable.SeedFault;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

import org.springframework.core.io.support.SpringFactoriesLoader;

/**
 * Adds the missing rows of the seed files in one transaction. It blocks: do not call it
 * on an event loop. Concurrent seedings wait for each other.
 */
public final class Seeding {

	private static final int ATTEMPTS = 5;

	/**
	 * Serialization failure, deadlock, duplicate key; on H2 also a lock timeout.
	 */
	private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "23505", "HYT00");

	/** Locks a row that always exists and that no request uses. */
	private static final String LOCK = """
			/* lockSeeding */
			SELECT installed_rank FROM flyway_schema_history WHERE installed_rank = 1 FOR UPDATE
			""";

	private final DataSource dataSource;

	private final Dialect dialect;

	private final List<SeedTable> tables;

	private final Supplier<List<SeedFile>> files;

	/**
	 * Creates a seeding of the service's own files and those of folders.
	 * @param dataSource connects to a migrated database
	 * @param dialect of that database
	 * @param folders with seed files, in order
	 */
	public Seeding(DataSource dataSource, Dialect dialect, List<Path> folders) {
		this(dataSource, dialect, tables(), () -> SeedFiles.find(folders));
	}

	Seeding(DataSource dataSource, Dialect dialect, List<SeedTable> tables, Supplier<List<SeedFile>> files) {
		this.dataSource = dataSource;
		this.dialect = dialect;
		this.tables = List.copyOf(tables);
		this.files = files;
	}

	/**
	 * Returns the tables that accept seeds.
	 */
	static List<SeedTable> tables() {
		return SpringFactoriesLoader.loadFactories(SeedTable.class, Seeding.class.getClassLoader());
	}

	/**
	 * Seeds. When it returns, all missing rows have been added; if it throws, none has.
	 * @return the result
	 * @throws SeedException one line that names the file, the row, the column and the
	 * fault
	 */
	public SeedSummary run() {
		return run(this.files.get(), true);
	}

	/**
	 * Seeds as {@link #run} does, but leaves out the service's own files that have been
	 * seeded before. So a row that a user has deleted stays deleted.
	 * @return the result
	 * @throws SeedException as {@link #run} does
	 */
	public SeedSummary start() {
		List<SeedFile> all = this.files.get();
		Set<String> seeded = attempt(SeededFiles::names);
		List<SeedFile> due = all.stream().filter((file) -> isDue(file, seeded)).toList();
		return due.isEmpty() ? new SeedSummary(List.of()) : run(due, false);
	}

	private static boolean isDue(SeedFile file, Set<String> seeded) {
		return !file.isBuiltIn() || !seeded.contains(file.name());
	}

	private SeedSummary run(List<SeedFile> found, boolean again) {
		Map<SeedFile, SeedDocument> documents = new LinkedHashMap<>();
		found.forEach((file) -> documents.put(file, SeedDocument.read(file)));
		return attempt((connection) -> transaction(connection, documents, again));
	}

	private <T> T attempt(Work<T> work) {
		for (int attempt = 1;; attempt++) {
			try (Connection connection = this.dataSource.getConnection()) {
				return work.on(connection);
			}
			catch (SQLException ex) {
				if (attempt == ATTEMPTS || !CONFLICTS.contains(Objects.requireNonNullElse(ex.getSQLState(), ""))) {
					throw new SeedException("The rows could not be seeded: " + line(ex), ex);
				}
				pause(attempt);
			}
		}
	}

	private SeedSummary transaction(Connection connection, Map<SeedFile, SeedDocument> documents, boolean again)
			throws SQLException {
		connection.setAutoCommit(false);
		boolean done = false;
		try {
			lock(connection);
			SeedValues values = new SeedValues(OffsetDateTime.now(ZoneOffset.UTC));
			// Another instance may have started meanwhile.
			Set<String> before = again ? Set.of() : SeededFiles.names(connection);
			List<SeedSummary.SeededFile> seeded = new ArrayList<>();
			for (Map.Entry<SeedFile, SeedDocument> file : documents.entrySet()) {
				if (isDue(file.getKey(), before)) {
					seeded.add(seed(connection, file.getValue(), values));
					SeededFiles.add(connection, file.getKey());
				}
			}
			connection.commit();
			done = true;
			return new SeedSummary(List.copyOf(seeded));
		}
		finally {
			if (!done) {
				connection.rollback();
			}
		}
	}

	private static void lock(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(LOCK)) {
			row.next();
		}
	}

	private SeedSummary.SeededFile seed(Connection connection, SeedDocument document, SeedValues values)
			throws SQLException {
		SeedTable table = this.tables.stream()
			.filter((known) -> known.name().equals(document.table()))
			.findFirst()
			.orElseThrow(() -> new SeedException(
					document.file() + ": the table " + document.table() + " does not accept seeds; "
							+ this.tables.stream().map(SeedTable::name).sorted().toList() + " do"));
		Map<String, SeedColumn> columns = SeedCatalogue.columns(connection, table.name());
		List<String> key = document.key().isEmpty() ? table.key() : document.key();
		check(document, columns, key);
		SeedRows rows = new SeedRows(connection, this.dialect, table, columns);
		int added = 0;
		for (int row = 0; row < document.rows().size(); row++) {
			try {
				Map<String, @Nullable Object> complete = table
					.complete(typed(document.rows().get(row), columns, values));
				required(complete, columns);
				if (isMissing(rows, complete, document.id(), key)) {
					rows.add(complete, document.id());
					added++;
				}
			}
			catch (SeedFault ex) {
				throw fault(document, row, "column " + ex.column() + " " + ex.getMessage(), ex);
			}
			catch (SQLException ex) {
				if (CONFLICTS.contains(Objects.requireNonNullElse(ex.getSQLState(), ""))) {
					throw ex;
				}
				throw fault(document, row, line(ex), ex);
			}
		}
		return new SeedSummary.SeededFile(document.file(), table.name(), document.rows().size(), added,
				document.rows().size() - added);
	}

	private static void check(SeedDocument document, Map<String, SeedColumn> columns, List<String> key) {
		if (columns.isEmpty()) {
			throw new SeedException(document.file() + ": there is no table " + document.table());
		}
		List<String> named = new ArrayList<>(key);
		named.add(document.id());
		for (String column : named) {
			if (!columns.containsKey(column)) {
				throw new SeedException(
						document.file() + ": the table " + document.table() + " has no column " + column);
			}
		}
	}

	static Map<String, @Nullable Object> typed(Map<String, Node> row, Map<String, SeedColumn> columns,
			SeedValues values) {
		Map<String, @Nullable Object> typed = new LinkedHashMap<>();
		row.forEach((name, node) -> {
			SeedColumn column = columns.get(name);
			if (column == null) {
				throw new SeedFault(name, "does not exist in the table");
			}
			typed.put(name, values.read(column, node));
		});
		return typed;
	}

	private static void required(Map<String, @Nullable Object> row, Map<String, SeedColumn> columns) {
		for (SeedColumn column : columns.values()) {
			if (column.required() && row.get(column.name()) == null) {
				throw new SeedFault(column.name(), "must be given");
			}
		}
	}

	private static boolean isMissing(SeedRows rows, Map<String, @Nullable Object> row, String id, List<String> key)
			throws SQLException {
		if (row.get(id) != null && rows.isThere(row, List.of(id))) {
			return false;
		}
		return !rows.isThere(row, key);
	}

	private static SeedException fault(SeedDocument document, int row, String detail, Throwable cause) {
		return new SeedException(document.file() + ", row " + (row + 1) + ": " + detail, cause);
	}

	private static String line(SQLException ex) {
		return Objects.requireNonNullElse(ex.getMessage(), ex.getClass().getSimpleName())
			.lines()
			.findFirst()
			.orElse("")
			.replaceFirst("; SQL statement:.*", "");
	}

	// Seeding runs on JDBC, on the thread of the start or of a command, never on an event
	// loop.
	private static void pause(int attempt) {
		try {
			Thread.sleep(ThreadLocalRandom.current().nextLong(20L * attempt, 100L * attempt));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new SeedException("Interrupted while seeding", ex);
		}
	}

	/**
	 * Work on a connection.
	 *
	 * @param <T> its result
	 */
	private interface Work<T> {

		T on(Connection connection) throws SQLException;

	}

}
