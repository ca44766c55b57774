package dev.tintype.data.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import dev.tintype.data.connection.DatabaseAddress;
import dev.tintype.data.connection.DatabaseProperties;
import dev.tintype.data.connection.DatabaseSettings;
import dev.tintype.data.connection.DatabaseUrl;
import dev.tintype.data.connection.Drivers;
import dev.tintype.data.connection.ServerTlsTests;
import dev.tintype.data.pool.DatabasePool;
import dev.tintype.data.pool.Sessions;
import dev.tintype.support.StartException;
import dev.tintype.testing.Pgbouncer;
import dev.tintype.testing.TestDatabase;
import dev.tintype.testing.TlsFront;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.resources.LoopResources;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Checks of a PostgreSQL server before it is used, over both drivers.
 */
@ExtendWith(OutputCaptureExtension.class)
@EnabledIfSystemProperty(named = "tintype.test.database", matches = "postgresql")
class ServerCheckIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	@TempDir
	private Path directory;

	private final Sessions sessions = new Sessions(Duration.ofMillis(300));

	private String url = "";

	@BeforeEach
	void create() {
		this.url = TestDatabase.create(this.directory);
	}

	@ParameterizedTest
	@ValueSource(strings = { "SQL_ASCII", "LATIN1" })
	void databaseWithoutUtf8IsRefused(String encoding) throws SQLException {
		DatabaseAddress.Postgresql server = server(this.url);
		String other = server.name() + "_" + encoding.toLowerCase(Locale.ROOT);
		run("CREATE DATABASE " + other + " TEMPLATE template0 ENCODING '" + encoding + "' LC_COLLATE 'C' LC_CTYPE 'C'");
		assertThatExceptionOfType(StartException.class)
			.isThrownBy(() -> reach(server(this.url.replace(server.name(), other))))
			.withMessageContaining("has the encoding " + encoding + "; Tintype needs UTF8");
	}

	@Test
	void searchPathWithoutSchemaIsRefused() {
		assertThatExceptionOfType(StartException.class)
			.isThrownBy(() -> reach(server(this.url + "&search_path=nowhere")))
			.withMessageContaining("has none of the schemas of the search_path nowhere");
	}

	@Test
	void readOnlySessionIsRefusedWhenUrlRequiresReadWrite() {
		DatabaseAddress.Postgresql server = server(
				this.url + "&target_session_attrs=read-write&options=-c%20default_transaction_read_only%3Don");
		assertThatExceptionOfType(StartException.class).isThrownBy(() -> reach(server))
			.withMessageContaining("is read-only; its URL has target_session_attrs=read-write");
	}

	@Test
	void bothDriversUseOptionsOfUrl() throws SQLException {
		run("CREATE SCHEMA mine");
		DatabaseAddress.Postgresql server = server(
				this.url + "&currentSchema=mine,public&options=-c%20work_mem%3D7MB&application_name=my%20app");
		reach(server);
		String all = "SELECT concat_ws(';', current_setting('application_name'), current_setting('work_mem'),"
				+ " current_setting('search_path'))";
		assertThat(reactive(server, all)).isEqualTo("my app;7MB;mine,public");
		try (Connection connection = new MigrationConnection(server).dataSource().getConnection();
				Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery(all)) {
			row.next();
			assertThat(row.getString(1)).isEqualTo("my app;7MB;mine,public");
		}
		assertThat(this.sessions.areShared()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "sslmode=verify-full&sslrootcert=F/ca.crt, ''", "sslmode=require, ''",
			"sslmode=verify-ca&sslrootcert=F/ca.crt&sslcert=F/client.crt&sslkey=F/client.key, CN=me",
			"sslmode=require&sslcert=F/client.crt&sslkey=F/client-encrypted.key&sslpassword=key-word, CN=me" })
	void bothDriversVerifyAndPresentCertificates(String query, String client) throws IOException {
		DatabaseAddress.Postgresql plain = server(this.url);
		try (TlsFront front = new TlsFront(plain.host(), plain.port())) {
			DatabaseAddress.Postgresql server = front(front, "127.0.0.1", query);
			reach(server);
			int jdbc = front.clients().size();
			assertThat(reactive(server, "SELECT 'hello'")).isEqualTo("hello");
			assertThat(front.clients()).hasSizeGreaterThan(jdbc).containsOnly(client);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			127.0.0.1; sslmode=verify-full&sslrootcert=F/other.crt; its certificate is not signed by an authority
			127.0.0.1; sslmode=require&sslrootcert=F/other.crt; its certificate is not signed by an authority
			127.0.0.1; sslrootcert=system; its certificate is not signed by an authority
			localhost; sslmode=verify-full&sslrootcert=F/ca.crt; localhost could not be verified
			""")
	void untrustedServerIsRefusedAtOnce(String host, String query, String reason, CapturedOutput output)
			throws IOException {
		DatabaseAddress.Postgresql plain = server(this.url);
		try (TlsFront front = new TlsFront(plain.host(), plain.port())) {
			DatabaseAddress.Postgresql server = front(front, host, query);
			assertThatExceptionOfType(StartException.class).isThrownBy(() -> reach(server))
				.withMessageContaining(reason);
			assertThatExceptionOfType(StartException.class).isThrownBy(() -> checkReactive(server));
		}
		assertThat(output).doesNotContain("Waiting up to");
	}

	@Test
	void poolerInTransactionModeIsDetectedAndStatementsEndInTime() throws Exception {
		try (Pgbouncer pooler = Pgbouncer.start(this.directory, "transaction")) {
			DatabaseAddress.Postgresql server = server(pooler.through(this.url));
			reach(server);
			assertThat(this.sessions.areShared()).isTrue();
			assertThat(reactive(server, "SELECT 'hello'")).isEqualTo("hello");
			assertThatExceptionOfType(DataAccessException.class)
				.isThrownBy(() -> reactive(server, "SELECT CAST(pg_sleep(60) AS text)"))
				.withStackTraceContaining("The statement took longer than 300 ms");
			assertThatExceptionOfType(StartException.class)
				.isThrownBy(() -> reach(server(pooler.through(this.url) + "&options=-c%20work_mem%3D7MB")))
				.withMessageContaining("options");
		}
	}

	@Test
	void poolerInSessionModeCountsAsNone() throws Exception {
		try (Pgbouncer pooler = Pgbouncer.start(this.directory, "session")) {
			reach(server(pooler.through(this.url)));
			assertThat(this.sessions.areShared()).isFalse();
		}
	}

	@Test
	void poolerInStatementModeIsRefused() throws Exception {
		try (Pgbouncer pooler = Pgbouncer.start(this.directory, "statement")) {
			assertThatExceptionOfType(StartException.class).isThrownBy(() -> reach(server(pooler.through(this.url))))
				.withMessageContaining("is behind a pooler in statement mode, which allows no transactions");
		}
	}

	@Test
	void poolerThatUrlNamesIsAssumed() {
		reach(server(this.url + "&pgbouncer=true"));
		assertThat(this.sessions.areShared()).isTrue();
	}

	private void reach(DatabaseAddress.Postgresql server) {
		new DatabaseReach(server, PATIENCE, new EmbeddedDatabase(server), this.sessions)
			.await(new MigrationConnection(server).dataSource());
	}

	private void checkReactive(DatabaseAddress.Postgresql server) {
		withPool(server, (pool) -> {
			new ReactiveCheck(server, pool).run(PATIENCE);
			return "";
		});
	}

	private String reactive(DatabaseAddress.Postgresql server, String sql) {
		return withPool(server, (pool) -> Objects
			.requireNonNull(DatabaseClient.create(pool).sql(sql).mapValue(String.class).one().block(PATIENCE)));
	}

	private String withPool(DatabaseAddress.Postgresql server, Function<DatabasePool, String> work) {
		DatabaseProperties properties = PooledDatabase.properties(Map.of("min-connections", 0, "max-connections", 2));
		LoopResources loops = Drivers.loops();
		DatabasePool pool = DatabasePool.of(Drivers.of(server, properties, loops, this.sessions),
				Drivers.lanes(server, loops), properties.pool(), this.sessions);
		try {
			return work.apply(pool);
		}
		finally {
			pool.dispose();
			loops.dispose();
		}
	}

	private DatabaseAddress.Postgresql front(TlsFront front, String host, String query) {
		String address = this.url.replaceFirst("@[^/]+/", "@" + host + ":" + front.port() + "/");
		return server(address.replaceFirst("\\?.*", "?" + query.replace("F/", ServerTlsTests.FILES + "/")));
	}

	private static DatabaseAddress.Postgresql server(String url) {
		return DatabaseSettings.server(DatabaseUrl.parse(url));
	}

	private void run(String sql) throws SQLException {
		try (Connection connection = new MigrationConnection(server(this.url)).dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

}
