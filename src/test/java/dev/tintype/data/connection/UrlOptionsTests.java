package dev.tintype.data.connection;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class UrlOptionsTests {

	@ParameterizedTest
	@CsvSource({ "application_name", "ApplicationName", "applicationName", "APPLICATION_NAME", "application%5Fname",
			"fallback_application_name" })
	void everySpellingOfNameMeansTheSame(String name) {
		assertThat(UrlOptions.parse(name + "=my%20app").applicationName()).isEqualTo("my app");
	}

	@ParameterizedTest
	@CsvSource({ "currentSchema, SEARCH_PATH", "search_path, SEARCH_PATH", "schema, SEARCH_PATH",
			"sslRootCert, SSL_ROOT_CERT", "SSLMODE, SSL_MODE", "database, NAME", "dbname, NAME",
			"tcpKeepAlive, KEEPALIVES", "targetSessionAttrs, TARGET", "prepare_threshold, PREPARE_THRESHOLD",
			"preparedStatementCacheQueries, STATEMENT_CACHE" })
	void namesOfLibpqJdbcAndR2dbcAreKnown(String name, UrlOption option) {
		assertThat(UrlOption.of(name)).isEqualTo(option);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			sslmodee=require;             sslmodee, which Tintype does not know: did you mean sslmode?
			sslrootcrt=/x;                did you mean sslrootcert?
			conect_timeout=3;             did you mean connect_timeout?
			ssl=true;                     write sslmode=require, or sslmode=verify-full
			connection_limit=5;           set DB_MAX_CONNECTIONS
			statement_timeout=5;          set DB_COMMAND_TIMEOUT
			foo=canary;                   the option foo, which Tintype does not know
			sslmode=require&sslmode=disable; The option sslmode is in the database's URL twice
			sslmode=;                     The option sslmode of the database's URL has no value
			sslrootcert;                  The option sslrootcert of the database's URL has no value
			connect_timeout=canary;       connect_timeout of the database's URL must be a whole number
			target_session_attrs=canary;  must be one of any, read-write
			channel_binding=canary;       must be one of disable, prefer, require
			client_encoding=LATIN1;       must be one of utf8
			gssencmode=require;           must be one of disable, prefer
			pgbouncer=canary;             must be true or false
			sslnegotiation=canary;        must be one of postgres, direct
			=canary;                      has an unknown option after its ?
			my%20canary=1;                has an unknown option after its ?
			""")
	void unsupportedOptionIsRefused(String query, String reason) {
		assertThatExceptionOfType(DatabaseSettingsException.class).isThrownBy(() -> UrlOptions.parse(query))
			.withMessageContaining(reason)
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("canary").hasLineCount(1));
	}

	@Test
	void dissimilarNamesAreNotProposed() {
		assertThatExceptionOfType(DatabaseSettingsException.class).isThrownBy(() -> UrlOptions.parse("foo=1"))
			.withMessageEndingWith("which Tintype does not know");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "&", "connect_timeout=7&", "connect_timeout=7&connect_timeout=7" })
	void emptyPairsAndRepeatedEqualValuesAreAccepted(String query) {
		assertThat(UrlOptions.parse(query).values()).hasSizeLessThanOrEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource({ "connect_timeout=7, 7", "connect_timeout=0, 5", "connect_timeout=-1, 5", "pgbouncer=true, 5" })
	void connectTimeoutIsInSeconds(String query, long seconds) {
		assertThat(UrlOptions.parse(query).connectTimeout()).isEqualTo(Duration.ofSeconds(seconds));
	}

	@ParameterizedTest
	@CsvSource({ "prepareThreshold=0, 0", "prepareThreshold=5, 256", "preparedStatementCacheQueries=0, 0",
			"preparedStatementCacheQueries=17, 17", "statement_cache_size=0, 0", "connect_timeout=7, 256" })
	void unnamedPreparedStatementsCanBeRequested(String query, int named) {
		assertThat(UrlOptions.parse(query).namedStatements(256)).isEqualTo(named);
	}

	@Test
	void switchesAreAcceptedInEveryForm() {
		assertThat(UrlOptions.parse("pgbouncer=TRUE").pooler()).isTrue();
		assertThat(UrlOptions.parse("pgbouncer=0").pooler()).isFalse();
		assertThat(UrlOptions.NONE.pooler()).isNull();
		assertThat(UrlOptions.parse("keepalives=0").keepsAlive()).isFalse();
		assertThat(UrlOptions.NONE.keepsAlive()).isTrue();
	}

	@Test
	void optionsThatSystemDecidesAreReported() {
		assertThat(UrlOptions.parse("keepalives_idle=30&sslmode=require&tcp_user_timeout=5").withoutEffect())
			.containsExactly("keepalives_idle", "tcp_user_timeout");
	}

	@Test
	void moreSpecificUrlWinsForEachOption() {
		UrlOptions both = UrlOptions.parse("connect_timeout=7").or(UrlOptions.parse("connect_timeout=9&pgbouncer=1"));
		assertThat(both.values()).isEqualTo(Map.of(UrlOption.CONNECT_TIMEOUT, "7", UrlOption.POOLER, "true"));
	}

	@Test
	void textFormHasNoValue() {
		assertThat(UrlOptions.parse("sslpassword=canary")).asString().contains("sslpassword").doesNotContain("canary");
	}

}
