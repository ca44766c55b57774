package dev.tintype.text.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
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
class IngestFileIntegrationTests {

	private static final String FILE = "/api/documents/ingest-file";

	private static final String BATCH = "/api/documents/ingest-batch";

	private final Http http;

	private final DatabaseClient database;

	private final Environment environment;

	private TestFiles files = new TestFiles(Path.of(""), "");

	@TempDir
	private Path outside = Path.of("");

	IngestFileIntegrationTests(@Autowired WebTestClient client, @Autowired DatabaseClient database,
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
	void fileIsIngestedUnderItsCode() {
		Map<String, ?> body = item(this.files.write("notes.md", "content"), "one");

		JsonNode first = this.http.post(FILE, body).json();
		Http.Answer second = this.http.post(FILE, body);

		assertThat(second.status()).isEqualTo(200);
		assertThat(first.propertyNames()).containsExactly("id", "code", "name", "created_at", "updated_at", "outcome");
		assertThat(first.path("name").asString()).isEqualTo("notes.md");
		assertThat(first.path("outcome").asString()).isEqualTo("created");
		assertThat(second.json().path("outcome").asString()).isEqualTo("unchanged");
		assertThat(second.json().path("updated_at")).isEqualTo(first.path("updated_at"));
		assertThat(this.files.content(this.database, "one")).containsExactly("content");
	}

	@Test
	void fileOfTheLargestSizeIsIngested() {
		String content = "é word ".repeat((16 << 20) / 8);
		Path file = this.files.write("large.md", content);

		assertThat(this.http.post(FILE, item(file, "large")).status()).isEqualTo(200);

		assertThat(this.files.content(this.database, "large").get(0).equals(content)).isTrue();
		assertThat(this.http.post(FILE, item(this.files.write("large.md", content + "x"), "larger")).status())
			.isEqualTo(400);
	}

	@Test
	void fileThatCannotBeReadIsRefused() throws IOException {
		Path secret = Files.writeString(this.outside.resolve("secret.md"), "secret");
		Path link = Files.createSymbolicLink(this.files.directory().resolve("link.md"), secret);
		Path bad = this.files.write("bad.md", new byte[] { (byte) 0xFF });

		assertThat(detail(secret)).isEqualTo(detail(this.outside.resolve("missing.md")));
		assertThat(detail(link)).contains("TINTYPE_DOCUMENTS_ROOTS");
		assertThat(detail(this.files.directory().resolve("missing.md"))).contains("is not the path of a file");
		assertThat(detail(this.files.directory())).contains("regular file");
		assertThat(detail(bad)).contains("UTF-8");
		assertThat(detail(Path.of("notes.md"))).contains("is not the path of a file");
		assertThat(this.http.post(FILE, Map.of("path", bad.toString(), "code", "x", "encoding", "none")).pointer())
			.isEqualTo("/encoding");
	}

	@Test
	void invalidCodeIsRefused() {
		Path file = this.files.write("a.md", "x");
		for (String code : List.of("", "x".repeat(51), "search", "count", ".", "..", "a\nb", "a\0")) {
			Http.Answer answer = this.http.post(FILE, Map.of("path", file.toString(), "code", code));
			assertThat(answer.status()).as(code).isEqualTo(400);
			assertThat(answer.pointer()).isEqualTo("/code");
		}
		assertThat(this.http.post(FILE, Map.of("path", file.toString(), "code", "é".repeat(50))).status())
			.isEqualTo(200);
	}

	@Test
	void itemsOfBatchFailSeparately() {
		Path file = this.files.write("a.md", "x");
		Http.Answer answer = this.http.post(BATCH,
				Map.of("files",
						List.of(item(file, "one"), Map.of("path", 5, "code", "x"), "text", item(file, "one"),
								item(this.outside.resolve("b.md"), "two"),
								Map.of("path", file.toString(), "code", "y".repeat(51)), item(file, "three"))));

		assertThat(answer.status()).isEqualTo(200);
		JsonNode results = answer.json().path("files");
		assertThat(TestFiles.texts(results, "status")).containsExactly("success", "failed", "failed", "failed",
				"failed", "failed", "success");
		assertThat(TestFiles.texts(results, "error").subList(1, 6)).doesNotContain("null").doesNotHaveDuplicates();
		assertThat(results.at("/0/file").asString()).isEqualTo(file.toString());
		assertThat(results.at("/5/error").asString()).contains("50 characters");
		assertThat(results.at("/1").get("file").isNull()).isTrue();
		assertThat(this.files.content(this.database, "three")).containsExactly("x");
	}

	@Test
	void batchOfWrongShapeIsRefused() {
		assertThat(this.http.post(BATCH, Map.of()).pointer()).isEqualTo("/files");
		assertThat(this.http.post(BATCH, Map.of("files", "x")).pointer()).isEqualTo("/files");
		assertThat(this.http.post(BATCH, Map.of("files", java.util.Collections.nCopies(10_001, "x"))).status())
			.isEqualTo(413);
		assertThat(this.http.post(BATCH, Map.of("files", List.of())).json().path("total").asInt()).isZero();
	}

	private Map<String, ?> item(Path file, String code) {
		return Map.of("path", file.toString(), "code", this.files.prefix() + "_" + code);
	}

	private String detail(Path file) {
		Http.Answer answer = this.http.post(FILE, item(file, "bad"));
		assertThat(answer.status()).as(file.toString()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo("/path");
		assertThat(new String(answer.bytes(), StandardCharsets.UTF_8)).doesNotContain("SELECT");
		return answer.json().path("detail").asString();
	}

}
