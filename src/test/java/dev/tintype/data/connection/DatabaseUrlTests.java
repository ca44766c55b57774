package dev.tintype.data.connection;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DatabaseUrlTests {

	@ParameterizedTest
	@ValueSource(strings = { "postgresql", "postgres", "POSTGRESQL", "postgresql+asyncpg", "r2dbc:postgresql",
			"r2dbc:pool:postgresql", "r2dbc:postgres" })
	void everyPostgresqlSchemeIsParsedAlike(String scheme) {
		assertThat(DatabaseUrl.parse(scheme + "://me:secret@db.example:6543/photos?sslmode=require"))
			.isEqualTo(new DatabaseParts(DatabaseKind.POSTGRESQL, null, null, "db.example", "6543", "photos", "me",
					"secret", "require"));
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', nullValues = "null", textBlock = """
			postgresql://h,                        h,     null, null, null, null
			postgresql://h/,                       h,     null, null, null, null
			postgresql://h/n,                      h,     null, n,    null, null
			postgresql://u@h,                      h,     null, null, u,    null
			postgresql:///n,                       null,  null, n,    null, null
			postgresql://u:@h,                     h,     null, null, u,    null
			postgresql://[::1]:5433/n,             ::1,   5433, n,    null, null
			postgresql://[fe80::1],                fe80::1, null, null, null, null
			postgresql://u:p@[::1]/n,              ::1,   null, n,    u,    p
			postgresql://h/n?user=u&password=p,    h,     null, n,    u,    p
			postgresql://a:b@h:1/n?user=u&password=p@q, h, 1,   n,    u,    p@q
			postgresql:///?host=h&port=5433&dbname=n, h,  5433, n,    null, null
			postgresql://u:p@localhost/x?HOST=h&database=n, h, null, n, u,  p
			""")
	void missingPartsAreLeftOpen(String url, String host, String port, String name, String user, String password) {
		assertThat(DatabaseUrl.parse(url))
			.isEqualTo(new DatabaseParts(DatabaseKind.POSTGRESQL, null, null, host, port, name, user, password, null));
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', textBlock = """
			p%40ss,         p@ss
			a%3Ab%2Fc%3Fd,  a:b/c?d
			100%25,         100%
			%C3%A4%E2%82%AC, ä€
			a+b,            a+b
			a@b/c:d,        a@b/c:d
			%20,            ` `
			""")
	void passwordMayContainAnyCharacter(String written, String meant) {
		DatabaseParts parts = DatabaseUrl.parse("postgresql://me:" + written + "@h/n");
		assertThat(parts.password()).isEqualTo(meant);
		assertThat(parts.host()).isEqualTo("h");
	}

	@Test
	void userAndNameAreDecoded() {
		DatabaseParts parts = DatabaseUrl.parse("postgresql://m%40e:x@h/my%20photos");
		assertThat(parts.user()).isEqualTo("m@e");
		assertThat(parts.name()).isEqualTo("my photos");
	}

	@ParameterizedTest
	@CsvSource({ "h2:/srv/photos, /srv/photos", "h2:file:/srv/photos, /srv/photos",
			"h2:file:///srv/photos, /srv/photos", "r2dbc:h2:file:////srv/photos, /srv/photos", "h2:./photos, ./photos",
			"r2dbc:h2:file:///./photos, ./photos", "h2:~/photos, ~/photos", "h2:file:///~/photos, ~/photos",
			"h2:photos.mv.db, photos", "H2:photos, photos" })
	void fileOfH2IsFound(String url, String file) {
		assertThat(DatabaseUrl.parse(url)).isEqualTo(DatabaseParts.ofFile(file));
	}

	@ParameterizedTest
	@ValueSource(strings = { "h2:mem:probe", "r2dbc:h2:mem:probe", "r2dbc:h2:mem:///probe" })
	void memoryDatabaseHasName(String url) {
		assertThat(DatabaseUrl.parse(url)).isEqualTo(DatabaseParts.ofMemory("probe"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "sqlite:///photos.db", "sqlite+aiosqlite:///photos.db" })
	void sqliteIsRecognized(String url) {
		assertThat(DatabaseUrl.parse(url)).isEqualTo(DatabaseParts.ofKind(DatabaseKind.SQLITE));
	}

	@ParameterizedTest
	@ValueSource(strings = { "mysql://me:canary@h/n", "canary", "postgresql:canary", "://canary", "h2:", "h2:mem:",
			"h2:file:", "h2:canary;INIT=RUNSCRIPT FROM 'x'", "h2:canary?a=b", "postgresql://me:canary@a,b/n",
			"postgresql://me:canary%zz@h/n", "postgresql://me:canary%4@h/n", "postgresql://h/n?password=canary%",
			"postgresql://me:a?canary&b@h/n", "postgresql://me:a?canary=1@h/n", "postgresql://me:x@h/n?canary.x=1",
			"postgresql://me:canary@a:1,b:2/n", "postgresql://h/n?sslmodee=canary" })
	void malformedUrlIsRefusedWithoutRepeatingIt(String url) {
		assertThatExceptionOfType(DatabaseSettingsException.class).isThrownBy(() -> DatabaseUrl.parse(url))
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("canary").hasLineCount(1));
	}

	@Test
	void textFormHasNoPassword() {
		assertThat(DatabaseUrl.parse("postgresql://me:canary@h/n")).asString().doesNotContain("canary");
	}

}
