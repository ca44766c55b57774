package dev.tintype.data.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import dev.tintype.data.connection.DatabaseAddress;
import dev.tintype.data.connection.DatabaseSettings;
import dev.tintype.data.sql.Dialect;
import dev.tintype.support.DataSettings;
import dev.tintype.support.StartException;
import dev.tintype.testing.TestDatabase;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Migrations on databases that an administrator has prepared, correctly or not.
 */
class SchemaUpdateIntegrationTests {

	private static final String POSTGRESQL = "postgresql";

	@TempDir
	private Path directory;

	private String url = "";

	private DatabaseAddress address = new DatabaseAddress.H2Memory("none");

	/** A role that may not create extensions. */
	private String role = "";

	@BeforeEach
	void create() {
		this.url = TestDatabase.create(this.directory);
		this.address = address(this.url);
		this.role = "app_" + UUID.randomUUID().toString().substring(0, 8);
		if (this.address.dialect() == Dialect.POSTGRESQL) {
			run("CREATE ROLE " + this.role + " LOGIN PASSWORD 'secret'");
		}
	}

	@AfterEach
	void drop() {
		if (this.address.dialect() == Dialect.POSTGRESQL) {
			run("DROP OWNED BY " + this.role, "DROP ROLE " + this.role);
		}
		else {
			run("SHUTDOWN");
		}
	}

	@Test
	@EnabledIfSystemProperty(named = "tintype.test.database", matches = POSTGRESQL)
	void extensionIsFoundInAnySchema() throws SQLException {
		run("CREATE SCHEMA \"more Extensions\"", "CREATE EXTENSION pg_trgm SCHEMA \"more Extensions\"",
				"GRANT USAGE ON SCHEMA \"more Extensions\" TO " + this.role,
				"GRANT ALL ON SCHEMA public TO " + this.role);
		update(asRole(""));
		assertThat(number("SELECT count(*) FROM pg_indexes WHERE schemaname = 'public' AND indexdef LIKE '%gin_trgm%'"))
			.isGreaterThan(2);
	}

	@Test
	@EnabledIfSystemProperty(named = "tintype.test.database", matches = POSTGRESQL)
	void migrationsFillSchemaOfSearchPath() throws SQLException {
		run("CREATE EXTENSION pg_trgm", "CREATE SCHEMA \"" + this.role + "\" AUTHORIZATION " + this.role,
				"CREATE SCHEMA other AUTHORIZATION " + this.role);
		update(asRole(""));
		update(asRole("&currentSchema=other"));
		String images = "SELECT count(*) FROM pg_tables WHERE tablename = 'images' AND schemaname = '%s'";
		assertThat(number(images.formatted(this.role))).isOne();
		assertThat(number(images.formatted("other"))).isOne();
		assertThat(number(images.formatted("public"))).isZero();
	}

	@ParameterizedTest
	@EnabledIfSystemProperty(named = "tintype.test.database", matches = POSTGRESQL)
	@CsvSource(delimiter = ';',
			textBlock = """
					GRANT ALL ON SCHEMA public TO @; permission denied to create extension "pg_trgm"; must run CREATE EXTENSION pg_trgm once in this database
					CREATE EXTENSION pg_trgm; permission denied for schema public; must run GRANT USAGE, CREATE ON SCHEMA public TO app_
					ALTER ROLE @ SET default_transaction_read_only = on; read-only transaction; a role without default_transaction_read_only
					CREATE TABLE other (x integer); tables of another application; a separate database or schema
					GRANT ALL ON SCHEMA public TO @ | CREATE SCHEMA x | CREATE EXTENSION pg_trgm SCHEMA x; "gin_trgm_ops" does not exist; must grant USAGE on the schema of the extension pg_trgm
					""")
	void forbiddenMigrationAdvisesAdministratorInOneLine(String preparation, String reason, String advice) {
		run(preparation.replace("@", this.role).split(" \\| "));
		assertThatExceptionOfType(StartException.class).isThrownBy(() -> update(asRole("")))
			.withMessageContaining("The schema of the database " + this.address + " cannot be brought up to date: ")
			.withMessageContaining(reason)
			.withMessageContaining(advice)
			.satisfies((ex) -> assertThat(ex.getMessage()).hasLineCount(1));
	}

	@Test
	@EnabledIfSystemProperty(named = "tintype.test.database", matches = POSTGRESQL)
	void lockHeldTooLongIsReported() throws SQLException {
		update(this.address);
		try (Connection holder = new MigrationConnection(this.address).dataSource().getConnection();
				Statement statement = holder.createStatement()) {
			holder.setAutoCommit(false);
			statement.execute("LOCK TABLE flyway_schema_history");
			assertThatExceptionOfType(StartException.class)
				.isThrownBy(() -> update(address(this.url + "&options=-c%20lock_timeout%3D10")))
				.withMessageContaining("another session holds a lock");
		}
	}

	@Test
	@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	@EnabledIfSystemProperty(named = "tintype.test.database", matches = POSTGRESQL)
	void migrationDoesNotWaitLongerForExhaustedPooler() throws IOException {
		try (ServerSocket pooler = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			CompletableFuture<Socket> client = CompletableFuture.supplyAsync(() -> letIn(pooler));
			String url = "postgresql://me:secret@127.0.0.1:" + pooler.getLocalPort()
					+ "/photos?sslmode=disable&connect_timeout=1";
			assertThatExceptionOfType(StartException.class).isThrownBy(() -> update(address(url)))
				.withMessageContaining("must allow a few connections more than DB_MAX_CONNECTIONS")
				.satisfies((ex) -> assertThat(ex.getMessage()).hasLineCount(1));
			client.join().close();
		}
	}

	// AuthenticationOk, ParameterStatus and ReadyForQuery; no statement gets an answer.
	private static Socket letIn(ServerSocket pooler) {
		try {
			Socket client = pooler.accept();
			client.getInputStream().read(new byte[1024]);
			client.getOutputStream()
				.write("R\0\0\0\b\0\0\0\0S\0\0\0\26server_version\00015\0Z\0\0\0\5I"
					.getBytes(StandardCharsets.ISO_8859_1));
			return client;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';',
			textBlock = """
					INSERT INTO flyway_schema_history SELECT 99, '99', 'remove old columns needs 98', 'SQL', 'V99__remove_old_columns_needs_98.sql', 1, 'x', CURRENT_TIMESTAMP, 1, TRUE; it has version 99, which a later release made
					UPDATE flyway_schema_history SET checksum = 7 WHERE version = '1'; migration 1 differs from the one that was run
					UPDATE flyway_schema_history SET success = FALSE WHERE version = '1'; migration 1 failed halfway before
					""")
	void schemaOfAnotherReleaseIsRefused(String change, String reason) {
		update(this.address);
		run(change.replace("flyway_schema_history", "\"flyway_schema_history\"")
			.replace("SET checksum", "SET \"checksum\"")
			.replace("SET success", "SET \"success\"")
			.replace("WHERE version", "WHERE \"version\""));
		assertThatExceptionOfType(StartException.class).isThrownBy(() -> update(this.address))
			.withMessageContaining(reason)
			.satisfies((ex) -> assertThat(ex.getMessage()).hasLineCount(1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "later", "remove old columns needs 13" })
	void schemaOfNextReleaseIsUsed(String description) throws SQLException {
		update(this.address);
		run("INSERT INTO \"flyway_schema_history\" SELECT 99, '99', '" + description
				+ "', 'SQL', 'V99__later.sql', 1, 'x', CURRENT_TIMESTAMP, 1, TRUE");
		update(this.address);
		assertThat(number("SELECT count(*) FROM images")).isZero();
	}

	private static final String IMAGE = "00000000-0000-7000-8000-000000000001";

	// Each caption: its id, source and the id of the caption that was current.
	private void fillOlderHistory(String current, int saved, String... captions) {
		migrate("2");
		String operation = "00000000-0000-7000-8000-0000000000aa";
		run("INSERT INTO images (image_id, filename, filename_folded, is_uploaded, is_stored, created_at, updated_at) VALUES ('"
				+ IMAGE + "', 'f', 'f', FALSE, FALSE, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)");
		for (String caption : captions) {
			String[] values = caption.split(",");
			String replaces = values[2].equals("null") ? "NULL" : "'" + id(values[2]) + "'";
			run("INSERT INTO captions (caption_id, image_id, text, source, replaces, operation_id, created_at) VALUES ('"
					+ id(values[0]) + "', '" + IMAGE + "', 't', '" + values[1] + "', " + replaces + ", '" + operation
					+ "', CURRENT_TIMESTAMP)");
		}
		run("UPDATE images SET caption_id = " + (current.isEmpty() ? "NULL" : "'" + id(current) + "'"),
				"INSERT INTO caption_operations VALUES ('" + operation + "', CURRENT_TIMESTAMP, NULL, NULL, " + saved
						+ ")");
	}

	private void migrate(String target) {
		FluentConfiguration before = Flyway.configure();
		new DatabaseConfiguration().migrationSettings(this.address.dialect(), new MigrationConnection(this.address))
			.customize(before);
		before.target(target).load().migrate();
	}

	@Test
	void migrationSortsPresentImagesByTimeOfTheirFilesInUtc() throws SQLException {
		migrate("11");
		run("INSERT INTO images (image_id, filename, filename_folded, file_modified_at, is_uploaded, is_stored, created_at,"
				+ " updated_at) VALUES ('" + IMAGE + "', 'f', 'f', TIMESTAMP WITH TIME ZONE '2024-07-04"
				+ " 10:11:12.000001+05:30', TRUE, FALSE, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)");
		update(this.address);
		String taken = (this.address.dialect() == Dialect.H2) ? "taken_order"
				: "COALESCE(taken_at, file_modified_at AT TIME ZONE 'UTC', created_at AT TIME ZONE 'UTC')";
		assertThat(number("SELECT count(*) FROM images WHERE taken_at IS NULL AND colour IS NULL AND " + taken
				+ " = TIMESTAMP '2024-07-04 04:41:12.000001'"))
			.isOne();
	}

	@Test
	void migrationAddsRowOfClearedCaption() throws SQLException {
		fillOlderHistory("", 2, "1,human,null", "2,model,1");
		update(this.address);
		assertThat(number("SELECT count(*) FROM captions WHERE is_kept")).isZero();
		assertThat(number("SELECT count(*) FROM captions c JOIN images i ON i.caption_id = c.caption_id"
				+ " WHERE c.text IS NULL AND c.source = 'human' AND c.replaces = '" + id("2")
				+ "' AND i.replaced_id = c.replaces AND c.caption_id > '" + id("2") + "'"))
			.isOne();
	}

	@Test
	void migrationMarksCaptionsThatWereKept() throws SQLException {
		fillOlderHistory("6", 4, "1,human,null", "2,model,1", "3,model,1", "4,import,3", "5,model,4", "6,human,4");
		update(this.address);
		// The third was saved with overwrite, since the fourth replaced it.
		assertThat(number(
				"SELECT count(*) FROM captions WHERE is_kept AND caption_id IN ('" + id("2") + "', '" + id("5") + "')"))
			.isEqualTo(2);
		assertThat(number("SELECT count(*) FROM captions WHERE is_kept")).isEqualTo(2);
		assertThat(number("SELECT kept FROM caption_operations WHERE kind = 'save' AND label IS NULL")).isEqualTo(2);
	}

	private static String id(String number) {
		return "00000000-0000-7000-8000-00000000000" + number;
	}

	private static void update(DatabaseAddress address) {
		FluentConfiguration configuration = Flyway.configure();
		new DatabaseConfiguration().migrationSettings(address.dialect(), new MigrationConnection(address))
			.customize(configuration);
		new SchemaUpdate(address).run(configuration.load());
	}

	private DatabaseAddress asRole(String options) {
		return address(this.url.replaceFirst("//[^@]+@", "//" + this.role + ":secret@") + options);
	}

	private DatabaseAddress address(String text) {
		return DatabaseSettings
			.of(PooledDatabase.properties(Map.of("url", text)), new MockEnvironment(), new DataSettings(this.directory))
			.address();
	}

	private void run(String... statements) {
		try (Connection connection = new MigrationConnection(this.address).dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			for (String sql : statements) {
				statement.execute(sql);
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private long number(String sql) throws SQLException {
		try (Connection connection = new MigrationConnection(this.address).dataSource().getConnection();
				Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery(sql)) {
			row.next();
			return row.getLong(1);
		}
	}

}
