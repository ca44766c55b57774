package dev.tintype.security.access;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import dev.tintype.data.sql.Dialect;
import dev.tintype.support.StartException;
import dev.tintype.testing.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AdminCheckIntegrationTests {

	@TempDir
	private Path folder;

	private Flyway flyway = Flyway.configure().load();

	@BeforeEach
	void create() {
		String url = TestDatabase.migrated(this.folder);
		this.flyway = Flyway.configure()
			.dataSource((TestDatabase.dialect() == Dialect.H2)
					? "jdbc:h2:file:" + url.substring("h2:".length()) + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE"
							+ ";DEFAULT_NULL_ORDERING=HIGH;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
					: TestDatabase.jdbc(url), (TestDatabase.dialect() == Dialect.H2) ? "sa" : null, null)
			.load();
	}

	@Test
	void serviceThatNobodyCouldAdministerIsRefused() throws SQLException {
		assertRefused();
		execute("INSERT INTO users (username, password, role) VALUES ('a', 'a', 'editor')");
		execute("INSERT INTO users (username, password, role, is_enabled) VALUES ('b', 'b', 'admin', FALSE)");
		key("write", "NULL", "NULL");
		key("admin", "TIMESTAMP WITH TIME ZONE '2020-01-01 00:00:00+00'", "NULL");
		key("admin", "NULL", "TIMESTAMP WITH TIME ZONE '2020-01-01 00:00:00+00'");
		assertRefused();
	}

	@Test
	void enabledAdminLetsServiceStart() throws SQLException {
		execute("INSERT INTO users (username, password, role) VALUES ('a', 'a', 'admin')");
		assertThatCode(() -> check("server.address", "0.0.0.0")).doesNotThrowAnyException();
	}

	@Test
	void validAdminKeyLetsServiceStart() throws SQLException {
		key("admin", "TIMESTAMP WITH TIME ZONE '2999-01-01 00:00:00+00'", "NULL");
		assertThatCode(() -> check("server.address", "0.0.0.0")).doesNotThrowAnyException();
	}

	@ParameterizedTest
	@ValueSource(strings = { "issuer-uri", "jwk-set-uri" })
	void identityProviderLetsServiceStart(String setting) {
		assertThatCode(() -> check("server.address", "0.0.0.0", "spring.security.oauth2.resourceserver.jwt." + setting,
				"https://idp.example"))
			.doesNotThrowAnyException();
	}

	@Test
	void serviceBehindProxyOnLoopbackStarts() {
		assertThatCode(() -> check("server.address", "127.0.0.1", "tintype.security.required", "true"))
			.doesNotThrowAnyException();
	}

	private void assertRefused() {
		assertThatExceptionOfType(StartException.class).isThrownBy(() -> check("server.address", "0.0.0.0"))
			.withMessage(
					"Tintype listens on 0.0.0.0, where others reach it, but has no credentials: run \"user add NAME "
							+ "--role admin\" or \"key create NAME --scope admin\", set "
							+ "spring.security.oauth2.resourceserver.jwt.issuer-uri, or set tintype.security.insecure=true.");
	}

	private void check(String... settings) throws SQLException {
		MockEnvironment environment = new MockEnvironment();
		for (int i = 0; i < settings.length; i += 2) {
			environment.setProperty(settings[i], settings[i + 1]);
		}
		new AdminCheck(this.flyway, environment).afterPropertiesSet();
	}

	private int number;

	private void key(String scope, String expires, String revoked) throws SQLException {
		this.number++;
		execute("""
				INSERT INTO api_keys (key_id, name, prefix, key_hash, scope, expires_at, revoked_at)
				VALUES ('00000000-0000-7000-8000-00000000000%d', 'a', 'tt_a', '%d', '%s', %s, %s)
				""".formatted(this.number, this.number, scope, expires, revoked));
	}

	private void execute(String sql) throws SQLException {
		try (Connection connection = this.flyway.getConfiguration().getDataSource().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

}
