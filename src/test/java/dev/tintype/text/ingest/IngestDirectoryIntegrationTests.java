package dev.tintype.text.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class IngestDirectoryIntegrationTests {

	private static final String ADDRESS = "/api/documents/ingest-directory";

	private final Http http;

	private final DatabaseClient database;

	private final Environment environment;

	private TestFiles files = new TestFiles(Path.of(""), "");

	@TempDir
	private Path outside = Path.of("");

	IngestDirectoryIntegrationTests(@Autowired WebTestClient client, @Autowired DatabaseClient database,
			@Autowired Environment environment) {
		this.http = new Http(client);
		this.database = database;
		this.environment = environment;
	}

	@BeforeEach
	void createDirectory() throws IOException {
		this.files = TestFiles.create(this.environment);
	}

	@Test
	void filesAreIngestedAndSecondRunChangesNothing() {
		this.files.write("b.md", "two");
		this.files.write("a.MD", "\uFEFFone é");
		this.files.write("c.txt", "no");
		this.files.write(".hidden.md", "no");
		this.files.write("empty.md", "");

		JsonNode first = this.files.ingest(this.http).json();
		this.files.write("b.md", "two and more");
		JsonNode second = this.files.ingest(this.http).json();

		assertThat(first.propertyNames()).containsExactly("success_count", "failed_count", "unchanged_count", "total",
				"truncated", "files");
		assertThat(first.path("success_count").asInt()).isEqualTo(3);
		assertThat(first.path("unchanged_count").asInt()).isZero();
		assertThat(first.path("total").asInt()).isEqualTo(3);
		assertThat(first.at("/files/0").propertyNames()).containsExactly("file", "code", "status", "outcome",
				"document_id", "error");
		assertThat(TestFiles.texts(first.path("files"), "file")).containsExactly("a.MD", "b.md", "empty.md");
		assertThat(TestFiles.texts(first.path("files"), "outcome")).containsOnly("created");
		assertThat(first.at("/files/0/code").asString()).isEqualTo(this.files.prefix() + "_a");
		assertThat(first.at("/files/0/status").asString()).isEqualTo("success");
		assertThat(TestFiles.texts(second.path("files"), "outcome")).containsExactly("unchanged", "updated",
				"unchanged");
		assertThat(second.path("unchanged_count").asInt()).isEqualTo(2);
		assertThat(TestFiles.texts(second.path("files"), "document_id"))
			.isEqualTo(TestFiles.texts(first.path("files"), "document_id"));
		assertThat(this.files.content(this.database, "a")).containsExactly("one é");
		assertThat(this.files.content(this.database, "b")).containsExactly("two and more");
		assertThat(this.files.content(this.database, "empty")).containsExactly("");
	}

	@Test
	void invalidFileDoesNotAffectOthers() throws IOException {
		this.files.write("a.md", "good");
		this.files.write("b.md", new byte[] { 'x', (byte) 0xC3 });
		this.files.write("c.md", "nul \0");
		this.files.write("d".repeat(50 - this.files.prefix().length()) + ".md", "a code of 51 characters");
		this.files.write("e.MD", "first");
		this.files.write("e.md", "second");
		Files.createDirectory(this.files.directory().resolve("f.md"));
		try (var large = Files.newByteChannel(this.files.write("g.md", ""), java.nio.file.StandardOpenOption.WRITE)) {
			large.position(16 << 20);
			large.write(java.nio.ByteBuffer.wrap(new byte[1]));
		}

		JsonNode json = this.files.ingest(this.http).json();

		assertThat(json.path("success_count").asInt()).isEqualTo(2);
		assertThat(json.path("failed_count").asInt()).isEqualTo(5);
		assertThat(TestFiles.texts(json.path("files"), "status")).containsExactly("success", "failed", "failed",
				"failed", "success", "failed", "failed");
		assertThat(json.at("/files/1/error").asString()).isEqualTo("is not valid UTF-8");
		assertThat(json.at("/files/1").get("document_id").isNull()).isTrue();
		assertThat(json.at("/files/2/error").asString()).contains("NUL");
		assertThat(json.at("/files/3/error").asString()).contains("50 characters");
		assertThat(json.at("/files/5/error").asString()).contains("e.MD");
		assertThat(json.at("/files/6/error").asString()).contains("16777216 bytes");
		assertThat(this.files.content(this.database, "e")).containsExactly("first");
	}

	@Test
	void filesWithReservedCodesFail() {
		this.files.write("search.md", "x");
		this.files.write("count.md", "x");

		JsonNode json = this.http.post(ADDRESS, Map.of("directory_path", this.files.directory().toString())).json();

		assertThat(TestFiles.texts(json.path("files"), "error")).hasSize(2)
			.allSatisfy((error) -> assertThat(error).contains("reserved"));
	}

	@Test
	void linkOutOfRootsFails() throws IOException {
		Path secret = Files.writeString(this.outside.resolve("secret.md"), "secret");
		Files.createSymbolicLink(this.files.directory().resolve("a.md"), secret);
		Files.createSymbolicLink(this.files.directory().resolve("b.md"), this.files.directory().resolve("none"));
		Files.createSymbolicLink(this.files.directory().resolve("c.md"), this.files.write("inside.txt", "inside"));
		Path data = Path.of(this.environment.getRequiredProperty("tintype.data-dir"));
		Files.createSymbolicLink(this.files.directory().resolve("d.md"),
				Files.writeString(data.resolve(UUID.randomUUID().toString()), "data"));

		JsonNode json = this.files.ingest(this.http).json();

		assertThat(TestFiles.texts(json.path("files"), "status")).containsExactly("failed", "failed", "success",
				"failed");
		assertThat(this.files.content(this.database, "c")).containsExactly("inside");
	}

	@Test
	void pipeFails() throws IOException, InterruptedException {
		Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")));
		Path pipe = this.files.directory().resolve("pipe.md");
		assertThat(new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start().waitFor()).isZero();

		assertThat(this.files.ingest(this.http).json().at("/files/0/error").asString()).isEqualTo("not a regular file");
	}

	@Test
	void emptyDirectoryHasCountsOfZero() {
		JsonNode json = this.files.ingest(this.http).json();

		assertThat(json.path("total").asInt()).isZero();
		assertThat(json.path("files").size()).isZero();
	}

	@Test
	void invalidDirectoryIsRefused() {
		Path file = this.files.write("a.md", "x");
		assertRefused("/directory_path", Map.of("directory_path", this.files.directory() + "/none"));
		assertRefused("/directory_path", Map.of("directory_path", file.toString()));
		assertRefused("/directory_path", Map.of("directory_path", this.outside.toString()));
		assertRefused("/directory_path", Map.of("directory_path", this.files.directory() + "/../.."));
		assertRefused("/directory_path", Map.of("directory_path", "documents"));
		assertRefused("/directory_path", Map.of("directory_path", "/a\0"));
		assertRefused("/directory_path", Map.of());
	}

	@Test
	void optionsOutOfRangeAreRefused() {
		String path = this.files.directory().toString();
		assertRefused("/file_extension", Map.of("directory_path", path, "file_extension", "md"));
		assertRefused("/file_extension", Map.of("directory_path", path, "file_extension", "./md"));
		assertRefused("/file_extension", Map.of("directory_path", path, "file_extension", "."));
		assertRefused("/encoding", Map.of("directory_path", path, "encoding", "utf-9"));
		assertRefused("/encoding", Map.of("directory_path", path, "encoding", "ü"));
		assertRefused("/code_prefix", Map.of("directory_path", path, "code_prefix", "x".repeat(51)));
		assertRefused("/code_prefix", Map.of("directory_path", path, "code_prefix", 5));
	}

	@Test
	void filesAreReadInGivenEncoding() {
		this.files.write("a.md", "é".getBytes(StandardCharsets.ISO_8859_1));
		this.files.write("b.md", "é".getBytes(StandardCharsets.UTF_8));

		JsonNode json = this.http
			.post(ADDRESS, Map.of("directory_path", this.files.directory().toString(), "code_prefix",
					this.files.prefix(), "encoding", "latin-1"))
			.json();

		assertThat(json.path("success_count").asInt()).isEqualTo(2);
		assertThat(this.files.content(this.database, "a")).containsExactly("é");
		assertThat(this.files.content(this.database, "b")).containsExactly("Ã©");
	}

	@Test
	void fileThatDatabaseRefusesDoesNotAffectOthers() {
		this.files.write("a.md", "x");
		this.files.write("refused " + this.files.prefix() + ".md", "x");
		this.files.write("z.md", "x");
		execute("ALTER TABLE document ADD CONSTRAINT refusal CHECK (name <> 'refused " + this.files.prefix() + ".md')");
		try {
			JsonNode json = this.files.ingest(this.http).json();

			assertThat(TestFiles.texts(json.path("files"), "status")).containsExactly("success", "failed", "success");
			assertThat(json.at("/files/1/error").asString()).isEqualTo("could not be saved");
			assertThat(this.files.content(this.database, "z")).containsExactly("x");
		}
		finally {
			execute("ALTER TABLE document DROP CONSTRAINT refusal");
		}
	}

	@Test
	void ndjsonReportsEachFileAndEndsWithCounts() {
		for (int i = 0; i < 450; i++) {
			this.files.write("f%03d.md".formatted(i), "text " + i);
		}
		this.files.write("g.md", "\0");

		List<JsonNode> lines = this.files.ingest(this.http.with("Accept", "application/x-ndjson")).lines();

		assertThat(lines).hasSize(452);
		for (int i = 0; i < 451; i++) {
			assertThat(lines.get(i).path("done").asInt()).isEqualTo(i + 1);
		}
		assertThat(lines.get(7).propertyNames()).containsExactly("event", "done", "total", "file", "code",
				"document_id", "error");
		assertThat(lines.get(7).path("event").asString()).isEqualTo("created");
		assertThat(lines.get(7).path("file").asString()).isEqualTo("f007.md");
		assertThat(lines.get(450).path("event").asString()).isEqualTo("failed");
		assertThat(lines.get(450).path("total").asInt()).isEqualTo(451);
		JsonNode last = lines.get(451);
		assertThat(last.path("event").asString()).isEqualTo("finished");
		assertThat(last.path("success_count").asInt()).isEqualTo(450);
		assertThat(last.path("failed_count").asInt()).isEqualTo(1);
		assertThat(last.path("total").asInt()).isEqualTo(451);
		assertThat(this.files.ingest(this.http).json().path("unchanged_count").asInt()).isEqualTo(450);
	}

	@Test
	void eventStreamNamesItsEvents() {
		this.files.write("a.md", "x");

		List<String> lines = this.files.ingest(this.http.with("Accept", "text/event-stream")).text().lines().toList();

		assertThat(lines.get(0)).isEqualTo("event:created");
		assertThat(lines.get(1)).startsWith("data:{\"event\":\"created\",\"done\":1,");
		assertThat(lines.get(3)).isEqualTo("event:finished");
		assertThat(this.http.with("Accept", "application/x-ndjson")
			.post(ADDRESS, Map.of("directory_path", "/none"))
			.status()).isEqualTo(400);
	}

	@Test
	void idempotencyKeyRepeatsFirstResponse() {
		this.files.write("a.md", "x");
		Http keyed = this.http.with("Idempotency-Key", UUID.randomUUID().toString());

		JsonNode first = this.files.ingest(keyed).json();
		this.files.write("b.md", "x");

		assertThat(this.files.ingest(keyed).json()).isEqualTo(first);
		assertThat(this.files.content(this.database, "b")).isEmpty();
		assertThat(this.files.ingest(keyed.with("Accept", "text/event-stream")).status()).isEqualTo(400);
	}

	private void execute(String sql) {
		this.database.sql(sql).then().block();
	}

	private void assertRefused(String pointer, Map<String, ?> body) {
		Http.Answer answer = this.http.post(ADDRESS, body);
		assertThat(answer.status()).as(body.toString()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo(pointer);
	}

}
