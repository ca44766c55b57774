package dev.tintype.data.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

public class ServerTlsTests {

	public static final String FILES = Path.of("src/test/resources/tls").toAbsolutePath().toString();

	@TempDir
	private Path directory;

	@ParameterizedTest
	@CsvSource(nullValues = "none", textBlock = """
			sslmode=verify-full,                     VERIFY_FULL
			sslmode=verify-ca&sslrootcert=F/ca.crt,  VERIFY_CA
			sslmode=require&sslrootcert=F/ca.crt,    VERIFY_CA
			sslmode=require,                         REQUIRE
			sslrootcert=system,                      VERIFY_FULL
			sslmode=verify-full&sslrootcert=system,  VERIFY_FULL
			application_name=x,                      PREFER
			""")
	void modeAndFileMeanTheSameAsInLibpq(String query, SslMode mode) {
		assertThat(address(query).sslMode()).isEqualTo(mode);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			sslmode=verify-ca&sslrootcert=F/none.crt;  sslrootcert of the database's URL: the file
			sslmode=verify-ca&sslrootcert=F;           cannot be read
			sslmode=verify-ca&sslrootcert=F/%00;       cannot be read
			sslmode=verify-ca&sslrootcert=F/client.key; it has no certificate that can be read
			sslrootcert=F/ca.crt;                      have no effect with sslmode=prefer
			sslmode=disable&sslrootcert=F/ca.crt;      have no effect with sslmode=disable
			sslnegotiation=direct;                     have no effect with sslmode=prefer
			sslmode=require&sslrootcert=system;        sslrootcert=system needs sslmode=verify-full
			sslmode=require&sslcert=F/client.crt;      sslcert and sslkey of the database's URL need each other
			sslmode=require&sslkey=F/client.key;       sslcert and sslkey of the database's URL need each other
			sslmode=require&sslcert=F/client.crt&sslkey=F/server.key;           is not that of the certificate
			sslmode=require&sslcert=F/client.crt&sslkey=F/client-encrypted.key; an encrypted key needs sslpassword
			sslmode=require&sslcert=F/client.crt&sslkey=F/client-encrypted.key&sslpassword=canary; cannot be read
			""")
	void uselessFileIsReportedBeforeConnecting(String query, String reason) {
		assertThatExceptionOfType(DatabaseSettingsException.class).isThrownBy(() -> address(query))
			.withMessageContaining(reason)
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("canary").hasLineCount(1));
	}

	@Test
	void fileWithoutCertificateIsReported() throws IOException {
		Path file = Files.writeString(this.directory.resolve("ca.crt"), "hello");
		assertThatExceptionOfType(DatabaseSettingsException.class)
			.isThrownBy(() -> address("sslmode=verify-ca&sslrootcert=" + file))
			.withMessageContaining("is not in PEM");
	}

	@Test
	void jdbcUrlDoesNotContainKeyPassword() {
		DatabaseAddress.Postgresql address = address(
				"sslmode=require&sslcert=F/client.crt&sslkey=F/client-encrypted.key&sslpassword=key-word");
		assertThat(address.jdbcUrl()).contains("client-encrypted.key").doesNotContain("key-word");
	}

	private static DatabaseAddress.Postgresql address(String query) {
		return DatabaseSettings.server(DatabaseUrl.parse("postgresql://me:secret@h/n?" + query.replace("F", FILES)));
	}

}
