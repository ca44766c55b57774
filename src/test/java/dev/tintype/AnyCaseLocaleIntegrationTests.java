package dev.tintype;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

import dev.tintype.data.sql.Dialect;
import dev.tintype.testing.Http;
import dev.tintype.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opentest4j.TestAbortedException;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Searches in any case if the locales of Java and of the database have other case rules,
 * or none.
 */
class AnyCaseLocaleIntegrationTests {

	private final Locale before = Locale.getDefault();

	@TempDir
	private Path directory;

	@AfterEach
	void restoreLocale() {
		Locale.setDefault(this.before);
	}

	@ParameterizedTest
	@CsvSource({ "tr-TR, LOCALE_PROVIDER icu ICU_LOCALE 'tr-TR'", "en-US, LOCALE 'C'" })
	void searchesFindTheSameInEveryLocale(String java, String database) {
		assumeTrue(TestDatabase.dialect() == Dialect.POSTGRESQL || java.startsWith("tr"), "H2 has the locale of Java");
		String url = database(database);
		Locale.setDefault(Locale.forLanguageTag(java));
		try (ConfigurableApplicationContext service = SpringApplication.run(TintypeApplication.class,
				"--tintype.env-file=", "--server.port=0", "--tintype.data-dir=" + this.directory,
				"--tintype.db.min-connections=1", "--tintype.db.acquire-timeout=25s", "--tintype.db.url=" + url)) {
			Http http = new Http(WebTestClient.bindToServer()
				.baseUrl("http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port"))
				.responseTimeout(Duration.ofSeconds(30))
				.build());
			AnyCaseSearches searches = new AnyCaseSearches(http, service.getBean(DatabaseClient.class),
					TestDatabase.dialect());
			searches.words();
			searches.images();
			searches.prompts();
			searches.documentNames();
		}
	}

	private String database(String options) {
		try {
			return TestDatabase.create(this.directory, options);
		}
		catch (IllegalStateException ex) {
			throw new TestAbortedException("This PostgreSQL makes no database with " + options + ": "
					+ NestedExceptionUtils.getMostSpecificCause(ex).getMessage(), ex);
		}
	}

}
