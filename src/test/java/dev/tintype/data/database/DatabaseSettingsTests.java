package dev.tintype.data.database;

import java.nio.file.Path;
import java.util.Map;

import dev.tintype.data.connection.DatabaseAddress;
import dev.tintype.data.connection.DatabaseProperties;
import dev.tintype.data.connection.DatabaseSettings;
import dev.tintype.data.connection.DatabaseSettingsException;
import dev.tintype.data.connection.SslMode;
import dev.tintype.support.DataSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DatabaseSettingsTests {

	private static final DataSettings DATA = new DataSettings(Path.of("/srv/data"));

	@Test
	void databaseIsFileInDataDirectoryWithoutSettings() {
		assertThat(address(Map.of())).isEqualTo(new DatabaseAddress.H2File(Path.of("/srv/data/tintype")));
	}

	@Test
	void propertiesWinOverAllOtherSettings() {
		assertThat(address(Map.of("DATABASE_URL", "postgresql://a/b", "DB_TYPE", "postgres", "POSTGRES_HOST", "c"),
				"tintype.db.url", "h2:mem:x"))
			.isEqualTo(new DatabaseAddress.H2Memory("x"));
	}

	@Test
	void urlWinsOverTypeAndParts() {
		assertThat(address(Map.of("DATABASE_URL", "postgresql://u:p@a:1/b?sslmode=disable", "DB_TYPE", "h2",
				"DATABASE_HOST", "c", "POSTGRES_HOST", "d", "POSTGRES_PORT", "2")))
			.isEqualTo(new DatabaseAddress.Postgresql("a", 1, "b", "u", "p", SslMode.DISABLE));
	}

	@Test
	void typeWinsOverPartsBelowIt() {
		assertThat(address(Map.of("DB_TYPE", "h2", "POSTGRES_HOST", "d")))
			.isEqualTo(new DatabaseAddress.H2File(Path.of("/srv/data/tintype")));
	}

	@Test
	void databasePartsWinOverPostgresParts() {
		assertThat(address(Map.of("DATABASE_HOST", "c", "DATABASE_PORT", "3", "DATABASE_NAME", "n", "DATABASE_USER",
				"u", "DATABASE_PASSWORD", " p ", "DATABASE_SSL", "verify-full", "POSTGRES_HOST", "d",
				"POSTGRES_DATABASE", "m", "POSTGRES_USER", "v", "POSTGRES_PASSWORD", "q")))
			.isEqualTo(new DatabaseAddress.Postgresql("c", 3, "n", "u", " p ", SslMode.VERIFY_FULL));
	}

	@Test
	void postgresPartsAloneNameDatabase() {
		assertThat(address(Map.of("POSTGRES_HOST", "d", "POSTGRES_PORT", "4", "POSTGRES_DATABASE", "m", "POSTGRES_USER",
				"v", "POSTGRES_PASSWORD", "q")))
			.isEqualTo(new DatabaseAddress.Postgresql("d", 4, "m", "v", "q", SslMode.PREFER));
	}

	@Test
	void placeComesFromOneGroup() {
		assertThat(address(Map.of("DATABASE_URL", "postgresql://a", "POSTGRES_PORT", "4", "POSTGRES_DATABASE", "m")))
			.isEqualTo(new DatabaseAddress.Postgresql("a", 5432, "tintype", "tintype", null, SslMode.PREFER));
	}

	@Test
	void placeForTypeComesFromNextGroup() {
		assertThat(address(Map.of("DB_TYPE", "postgres", "POSTGRES_HOST", "d", "POSTGRES_PORT", "4")))
			.isEqualTo(new DatabaseAddress.Postgresql("d", 4, "tintype", "tintype", null, SslMode.PREFER));
	}

	@Test
	void missingCredentialsComeFromNextGroup() {
		assertThat(address(Map.of("DATABASE_URL", "postgresql://u@a/b", "DATABASE_PASSWORD", "p", "DATABASE_SSL",
				"require", "POSTGRES_PASSWORD", "q")))
			.isEqualTo(new DatabaseAddress.Postgresql("a", 5432, "b", "u", "p", SslMode.REQUIRE));
	}

	@Test
	void passwordMayComeFromMoreSpecificGroupThanPlace() {
		assertThat(address(Map.of("DATABASE_URL", "postgresql://u:p@a/b"), "tintype.db.password", "q"))
			.isEqualTo(new DatabaseAddress.Postgresql("a", 5432, "b", "u", "q", SslMode.PREFER));
	}

	@Test
	void emptyValuesCountAsUnset() {
		assertThat(address(Map.of("DATABASE_URL", " ", "DB_TYPE", "", "DATABASE_HOST", "", "POSTGRES_HOST", " ")))
			.isEqualTo(new DatabaseAddress.H2File(Path.of("/srv/data/tintype")));
	}

	@ParameterizedTest
	@CsvSource({ "DB_TYPE, postgres", "DB_TYPE, PostgreSQL", "DATABASE_TYPE, postgresql" })
	void bothNamesOfTheTypeAreRead(String name, String value) {
		assertThat(address(Map.of(name, value))).isInstanceOf(DatabaseAddress.Postgresql.class);
	}

	@ParameterizedTest
	@CsvSource({ "DB_TYPE, sqlite", "DATABASE_URL, sqlite:///x.db" })
	void embeddedDatabaseReplacesSqlite(String name, String value) {
		DatabaseSettings settings = settings(Map.of(name, value));
		assertThat(settings.address()).isEqualTo(new DatabaseAddress.H2File(Path.of("/srv/data/tintype")));
		assertThat(settings.replacesSqlite()).isTrue();
	}

	@Test
	void unknownTypeIsReported() {
		assertThatExceptionOfType(DatabaseSettingsException.class)
			.isThrownBy(() -> settings(Map.of("DB_TYPE", "oracle")))
			.withMessage("DB_TYPE must be h2 or postgresql, not \"oracle\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "65536", "-1", "x", "99999999999" })
	void portMustBeNumber(String port) {
		assertThatExceptionOfType(DatabaseSettingsException.class)
			.isThrownBy(() -> settings(Map.of("DATABASE_HOST", "a", "DATABASE_PORT", port)))
			.withMessageContaining("port");
	}

	@Test
	void sslModeMustBeWordOfLibpq() {
		assertThatExceptionOfType(DatabaseSettingsException.class)
			.isThrownBy(() -> settings(Map.of("DATABASE_HOST", "a", "DATABASE_SSL", "yes")))
			.withMessageContaining("verify-full");
	}

	@Test
	void textFormsDoNotContainPassword() {
		DatabaseSettings settings = settings(Map.of("DATABASE_URL", "postgresql://me:canary@a/b"));
		assertThat(settings).asString().contains("a:5432/b").doesNotContain("canary");
		assertThat(settings.address().jdbcUrl()).doesNotContain("canary");
		assertThat(new MigrationConnection(settings.address())).asString().doesNotContain("canary");
		assertThat(properties("tintype.db.password", "canary")).asString().doesNotContain("canary");
	}

	@Test
	void numbersWithoutUnitAreSeconds() {
		assertThat(properties("tintype.db.command-timeout", "90").commandTimeout()).hasSeconds(90);
		assertThat(properties("tintype.db.acquire-timeout", "250ms").acquireTimeout()).hasMillis(250);
	}

	@Test
	void minConnectionsAreAtMostMaxConnections() {
		assertThat(properties("tintype.db.max-connections", "3").minConnections()).isEqualTo(3);
	}

	private static DatabaseAddress address(Map<String, String> variables, String... properties) {
		MockEnvironment environment = new MockEnvironment();
		variables.forEach(environment::setProperty);
		return DatabaseSettings.of(properties(properties), environment, DATA).address();
	}

	private static DatabaseSettings settings(Map<String, String> variables) {
		MockEnvironment environment = new MockEnvironment();
		variables.forEach(environment::setProperty);
		return DatabaseSettings.of(properties(), environment, DATA);
	}

	private static DatabaseProperties properties(@Nullable String... pair) {
		MapConfigurationPropertySource source = new MapConfigurationPropertySource();
		if (pair.length == 2) {
			source.put(pair[0], pair[1]);
		}
		return new Binder(source).bindOrCreate("tintype.db", DatabaseProperties.class);
	}

}
