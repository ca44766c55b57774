package dev.tintype.operation.archive;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import javax.sql.DataSource;

import dev.tintype.operation.copy.ArchiveException;
import dev.tintype.operation.copy.ArchiveProgress;
import dev.tintype.operation.copy.SchemaVersion;
import dev.tintype.operation.copy.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.datasource.DelegatingDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BackupIntegrationTests {

	@TempDir
	private Path directory;

	@TempDir
	private Path folder;

	private ArchivedDatabase database;

	@BeforeEach
	void fill() throws SQLException {
		this.database = AwkwardRows.fill(ArchivedDatabase.live(this.directory), 1, 20);
	}

	@AfterEach
	void close() throws SQLException {
		this.database.close();
	}

	@Test
	void rowsAreOfOneMomentWhileOthersWriteBetweenTables() throws SQLException {
		Path file = this.folder.resolve("a.tintype");
		Map<String, String> before = this.database.hashes();
		AtomicBoolean first = new AtomicBoolean(true);
		backup(file, (step, rows, ofRows) -> {
			if (first.getAndSet(false)) {
				writeToAllTables();
			}
		});
		assertThat(first).isFalse();
		assertThat(this.database.hashes().values()).doesNotContainAnyElementsOf(before.values());
		try (ArchivedDatabase restored = ArchivedDatabase.h2()) {
			restored.restore(file, false);
			assertThat(restored.hashes()).isEqualTo(before);
		}
	}

	@Test
	void failureDuringBackupLeavesNothingBehind() throws IOException {
		Path file = Files.writeString(this.folder.resolve("a.tintype"), "old");
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> new Backup(this.database.dataSource(), this.database.dialect(), "here").write(file, true,
					(step, rows, ofRows) -> {
						throw new IllegalStateException("stop");
					}));
		assertThat(file).hasContent("old");
		assertThat(files()).containsExactly(file);
	}

	// On PostgreSQL, the cancellation of a COPY may arrive with the rollback.
	@Test
	void failureIsNotReplacedByThatOfRollback() {
		DataSource failing = new DelegatingDataSource(this.database.dataSource()) {
			@Override
			public Connection getConnection() throws SQLException {
				return failingToRollBack(super.getConnection());
			}
		};
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> new Backup(failing, this.database.dialect(), "here")
				.write(this.folder.resolve("a.tintype"), false, (step, rows, ofRows) -> {
					throw new IllegalStateException("stop");
				}))
			.withMessage("stop");
	}

	private static Connection failingToRollBack(Connection connection) {
		return (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(),
				new Class<?>[] { Connection.class }, (proxy, method, arguments) -> {
					if (method.getName().equals("rollback")) {
						throw new SQLException("canceling statement due to user request");
					}
					return method.invoke(connection, arguments);
				});
	}

	@Test
	void existingFileIsReplacedOnlyOnRequest() throws IOException {
		Path file = Files.writeString(this.folder.resolve("a.tintype"), "old");
		assertThatExceptionOfType(ArchiveException.class).isThrownBy(() -> this.database.backup(file))
			.withMessage("Cannot write the archive " + file + ": it exists; --replace replaces it");
		assertThat(file).hasContent("old");
		ArchiveSummary written = new Backup(this.database.dataSource(), this.database.dialect(), "here").write(file,
				true, ArchiveProgress.NONE);
		assertThat(Restore.verify(file, ArchiveProgress.NONE)).isEqualTo(written);
		assertThat(files()).containsExactly(file);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
	}

	@Test
	void pathThatCannotBeWrittenGivesOneClearError() throws IOException {
		Path missing = this.folder.resolve("missing").resolve("a.tintype");
		assertThatExceptionOfType(ArchiveException.class).isThrownBy(() -> this.database.backup(missing))
			.withMessage("Cannot write the archive " + missing + ": no such file or directory");
		assertThatExceptionOfType(ArchiveException.class).isThrownBy(() -> this.database.backup(this.folder))
			.withMessage("Cannot write the archive " + this.folder + ": it is a folder");
		assertThat(files()).isEmpty();
	}

	@Test
	void progressReachesAllRows() {
		List<Long> told = Collections.synchronizedList(new ArrayList<>());
		Path file = this.folder.resolve("a.tintype");
		long all = backup(file, (step, rows, ofRows) -> told.add(rows)).rows();
		assertThat(told).isSorted().last().isEqualTo(all);
	}

	@Test
	void manifestDescribesArchiveWithoutPassword() throws IOException {
		Path file = this.folder.resolve("a.tintype");
		this.database.backup(file);
		byte[] json = TestArchives.parts(file).getOrDefault(Manifest.ENTRY, new byte[0]);
		assertThat(new String(json, StandardCharsets.UTF_8)).contains("\"format\" : 1")
			.contains("\"schema_version\" : \"" + SchemaVersion.newest() + '"')
			.contains("\"source\" : \"a test\"")
			.contains(this.database.dialect().choose("\"H2 ", "\"PostgreSQL "))
			.doesNotContain("password=")
			.doesNotContain("jdbc:");
	}

	private void writeToAllTables() {
		try {
			List<Table> tables = new ArrayList<>(this.database.tables());
			Collections.reverse(tables);
			for (Table table : tables) {
				this.database.execute("DELETE FROM " + table.quoted());
			}
			AwkwardRows.fill(this.database, 5, 10);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private ArchiveSummary backup(Path file, ArchiveProgress progress) {
		return new Backup(this.database.dataSource(), this.database.dialect(), "here").write(file, false, progress);
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> files = Files.list(this.folder)) {
			return files.toList();
		}
	}

}
