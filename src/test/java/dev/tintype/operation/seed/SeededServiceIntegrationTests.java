package dev.tintype.operation.seed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;

import dev.tintype.TintypeApplication;
import dev.tintype.data.sql.Statements;
import dev.tintype.testing.Http;
import dev.tintype.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

@ExtendWith(OutputCaptureExtension.class)
class SeededServiceIntegrationTests {

	private static final String PROMPTS = """
			table: prompts
			rows:
			  - prompt_text: |
			      A Lake  at dawn,
			      ﬁne watercolour
			    model: flux-dev
			    total_uses: 3
			  - prompt_text: a LAKE at dawn, fine Watercolour
			""";

	private static final String DOCUMENTS = """
			table: document
			rows:
			  - code: guide
			    name: Getting started
			    content: |
			      # Getting started

			      Run the zebra.
			""";

	private static final String SETTINGS = """
			table: settings
			rows:
			  - {key: trash_days, value: '7'}
			""";

	@TempDir
	private Path directory;

	@Test
	void seededRowsAreLikeOtherRows() throws IOException {
		write("30-settings.yaml", SETTINGS);
		write("10-prompts.yaml", PROMPTS);
		write("20-documents.yaml", DOCUMENTS);
		String url = TestDatabase.migrated(this.directory);
		for (int start = 0; start < 2; start++) {
			try (ConfigurableApplicationContext context = start(url)) {
				Http http = http(context);
				assertThat(http.get("/api/prompts/search?q={q}", "fine lake").json().path("items").size()).isEqualTo(1);
				assertThat(http.get("/api/prompts").json().at("/items/0/total_uses").asInt()).isEqualTo(3 + start);
				assertThat(http.get("/api/documents/search?q=zebra").json().path("items").size()).isEqualTo(1);
				assertThat(http.get("/api/documents/guide").json().path("content").asString())
					.isEqualTo("# Getting started\n\nRun the zebra.\n");
				assertThat(context.getBean(Statements.class)
					.sql("SELECT \"value\" FROM settings WHERE \"key\" = 'trash_days'")
					.value(String.class)
					.block()).isEqualTo("7");
				assertThat(
						http.post("/api/prompts", Map.of("prompt_text", "A lake at dawn, fine watercolour")).status())
					.isEqualTo(200);
			}
		}
	}

	@Test
	void faultEndsStartWithOneLine(CapturedOutput output) throws IOException {
		write("10-prompts.yaml", "table: prompts\nrows: [{prompt_text: '  '}]");
		assertThatException().isThrownBy(() -> start(TestDatabase.migrated(this.directory)));
		// The service of another test may still be shutting down on other threads. The
		// first test of a run also looks for a Docker engine.
		Predicate<String> isOfTheStart = (line) -> line.contains("ERROR") && line.contains("[tintype]")
				&& line.contains("main] ");
		assertThat(output.getAll().lines().filter(isOfTheStart)).singleElement()
			.asString()
			.endsWith("10-prompts.yaml, row 1: column prompt_text must not be blank");
		assertThat(output.getAll().lines().dropWhile(isOfTheStart.negate()))
			.noneMatch((line) -> line.startsWith("\tat "));
	}

	@Test
	void derivedColumnsAreRefused(CapturedOutput output) throws IOException {
		write("10-prompts.yaml", "table: prompts\nrows: [{prompt_text: a, prompt_hash: b}]");
		assertThatException().isThrownBy(() -> start(TestDatabase.migrated(this.directory)));
		assertThat(output).contains("row 1: column prompt_hash must not be given");
	}

	@Test
	void nothingIsSeededByDefault() throws IOException {
		write("10-prompts.yaml", PROMPTS);
		try (ConfigurableApplicationContext context = start(TestDatabase.migrated(this.directory),
				"--tintype.seed.enabled=false")) {
			assertThat(http(context).get("/api/prompts").json().path("total").asInt()).isZero();
		}
	}

	@Test
	void builtInRowsAreAddedOnceAlsoToExistingDatabase() throws IOException {
		String url = TestDatabase.migrated(this.directory);
		try (ConfigurableApplicationContext context = start(url, "--tintype.seed.enabled=false")) {
			Http http = http(context);
			assertThat(http.get("/api/settings").json().path("total").asInt()).isEqualTo(6);
			assertThat(http.get("/api/ai-prompts").json().path("total").asInt()).isEqualTo(3);
			assertThat(http.get("/api/events").json().path("total").asInt()).isEqualTo(26);
			http.send(HttpMethod.DELETE, "/api/settings/trash_days");
			http.send(HttpMethod.DELETE, "/api/events/" + first(http, "/api/events"));
			http.send(HttpMethod.DELETE, "/api/ai-prompts/" + first(http, "/api/ai-prompts"));
			// As in a database of an earlier release, which has no holidays yet.
			context.getBean(Statements.class)
				.sql("DELETE FROM seeded_files WHERE name = '30-holidays.yaml'")
				.then()
				.block();
		}
		Files.createDirectories(this.directory.resolve("seed"));
		try (ConfigurableApplicationContext context = start(url)) {
			Http http = http(context);
			assertThat(http.get("/api/settings").json().path("total").asInt()).isEqualTo(5);
			assertThat(http.get("/api/ai-prompts").json().path("total").asInt()).isEqualTo(2);
			assertThat(http.get("/api/events").json().path("total").asInt()).isEqualTo(26);
		}
	}

	private static String first(Http http, String path) {
		return http.get(path).json().at("/items/0/id").asString();
	}

	private void write(String name, String text) throws IOException {
		Files.writeString(Files.createDirectories(this.directory.resolve("seed")).resolve(name), text);
	}

	private ConfigurableApplicationContext start(String url, String... more) {
		SpringApplication application = new SpringApplication(TintypeApplication.class);
		application.setDefaultProperties(Map.of("tintype.env-file", "", "server.port", "0", "tintype.db.url", url,
				"tintype.data-dir", this.directory.resolve("data").toString(), "tintype.seed.enabled", "true",
				"tintype.seed.locations", this.directory.resolve("seed").toString(), "tintype.db.min-connections",
				"1"));
		return application.run(more);
	}

	private static Http http(ConfigurableApplicationContext context) {
		String port = context.getEnvironment().getProperty("local.server.port");
		return new Http(WebTestClient.bindToServer()
			.baseUrl("http://127.0.0.1:" + port)
			.responseTimeout(Duration.ofSeconds(30))
			.build());
	}

}
