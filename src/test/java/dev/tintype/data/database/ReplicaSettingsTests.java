package dev.tintype.data.database;

import java.nio.file.Path;
import java.util.List;

import dev.tintype.data.connection.DatabaseAddress;
import dev.tintype.data.connection.DatabaseSettings;
import dev.tintype.data.connection.DatabaseSettingsException;
import dev.tintype.data.connection.DatabaseUrl;
import dev.tintype.data.connection.ServerTlsTests;
import dev.tintype.data.connection.SslMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ReplicaSettingsTests {

	private static final DatabaseAddress.Postgresql DATABASE = new DatabaseAddress.Postgresql("db", 6432, "photos", "u",
			"canary", SslMode.REQUIRE);

	@Test
	void openPartsOfUrlComeFromDatabase() {
		assertThat(ReplicaSettings.of(List.of("postgresql://a"), DATABASE))
			.containsExactly(new DatabaseAddress.Postgresql("a", 5432, "photos", "u", "canary", SslMode.REQUIRE));
	}

	@Test
	void partsOfUrlOverrideDatabase() {
		assertThat(ReplicaSettings.of(List.of("r2dbc:postgresql://me:p%2Cq@a:7/b?sslmode=disable"), DATABASE))
			.containsExactly(new DatabaseAddress.Postgresql("a", 7, "b", "me", "p,q", SslMode.DISABLE));
	}

	@Test
	void optionsComeFromDatabaseUnlessUrlHasThem() {
		DatabaseAddress.Postgresql database = DatabaseSettings
			.server(DatabaseUrl.parse("postgresql://u@db/n?sslmode=verify-full&sslrootcert=" + ServerTlsTests.FILES
					+ "/ca.crt&connect_timeout=7&target_session_attrs=read-write"));
		assertThat(ReplicaSettings.of(List.of("postgresql://a?connect_timeout=9", "postgresql://b?sslmode=disable"),
				database))
			.extracting((server) -> server.sslMode() + " " + server.options().values())
			.containsExactly("VERIFY_FULL {SSL_ROOT_CERT=" + ServerTlsTests.FILES + "/ca.crt, CONNECT_TIMEOUT=9}",
					"DISABLE {CONNECT_TIMEOUT=7}");
	}

	@Test
	void replicasKeepOrderWithoutDuplicates() {
		assertThat(ReplicaSettings.of(List.of("postgres://b", " ", "postgres://a", "postgresql://b:5432/photos"),
				DATABASE))
			.extracting(DatabaseAddress.Postgresql::host)
			.containsExactly("b", "a");
	}

	@Test
	void noReplicaIsRequired() {
		assertThat(ReplicaSettings.of(List.of(), DATABASE)).isEmpty();
		assertThat(ReplicaSettings.of(List.of("", " "), new DatabaseAddress.H2Memory("m"))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "h2:mem:canary", "sqlite:canary", "postgresql:///canary", "canary:5432", "mysql://canary",
			"postgresql://canary@a:99999/b", "postgresql://canary@a/b?sslmode=yes",
			"postgresql://canary@a/b?sslmodee=require", "postgresql://%zz@canary" })
	void urlOfOtherFormIsRefusedWithoutRepeatingIt(String url) {
		assertThatExceptionOfType(DatabaseSettingsException.class)
			.isThrownBy(() -> ReplicaSettings.of(List.of(url), DATABASE))
			.satisfies((ex) -> assertThat(ex.getMessage()).startsWith("DB_REPLICA_URLS").doesNotContain("canary"));
	}

	@Test
	void embeddedDatabaseCannotHaveReplicas() {
		assertThatExceptionOfType(DatabaseSettingsException.class)
			.isThrownBy(() -> ReplicaSettings.of(List.of("postgresql://a"),
					new DatabaseAddress.H2File(Path.of("/srv/tintype"))))
			.withMessage("DB_REPLICA_URLS needs PostgreSQL; the database is H2 file /srv/tintype");
	}

}
