package dev.tintype.text.ingest;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.testing.Multipart;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class DocumentUploadIntegrationTests {

	private final Http http;

	private final DatabaseClient database;

	private final TestFiles files = new TestFiles(Path.of(""), UUID.randomUUID().toString().substring(24));

	DocumentUploadIntegrationTests(@Autowired WebTestClient client, @Autowired DatabaseClient database) {
		this.http = new Http(client);
		this.database = database;
	}

	@Test
	void invalidFileDoesNotAffectOthers() {
		byte[] large = new byte[(16 << 20) + 1];
		Arrays.fill(large, (byte) 'x');
		Http.Answer answer = post(prefix(this.files.prefix()), file("../a.md", "one"), file("b.txt", "nul \0"),
				file("c.md", "\u0080".getBytes(StandardCharsets.ISO_8859_1)), file("large.md", large),
				file("a.txt", "again"), file("x".repeat(60), "code"), file("d.tar.md", "\uFEFFtwo"));

		assertThat(answer.status()).isEqualTo(200);
		JsonNode results = answer.json().path("files");
		assertThat(TestFiles.texts(results, "status")).containsExactly("success", "failed", "failed", "failed",
				"failed", "failed", "success");
		assertThat(results.at("/0/file").asString()).isEqualTo("a.md");
		assertThat(results.at("/6/code").asString()).isEqualTo(this.files.prefix() + "_d.tar");
		assertThat(results.at("/3/error").asString()).contains("16777216 bytes");
		assertThat(this.files.content(this.database, "a")).containsExactly("one");
		assertThat(this.files.content(this.database, "d.tar")).containsExactly("two");
	}

	@Test
	void manyFilesAreSavedInOrderAndSecondUploadChangesNothing() {
		List<byte[]> parts = new ArrayList<>();
		for (int i = 0; i < 700; i++) {
			parts.add(file("f%03d.md".formatted(i), ("text " + i + " ").repeat(i)));
		}
		// Comes before the first files are saved, because all files fit into memory.
		parts.add(prefix(this.files.prefix()));
		byte[][] all = parts.toArray(byte[][]::new);

		JsonNode first = post(all).json();
		JsonNode second = post(all).json();

		assertThat(first.path("success_count").asInt()).isEqualTo(700);
		assertThat(TestFiles.texts(first.path("files"), "file")).isSorted().hasSize(700);
		assertThat(second.path("unchanged_count").asInt()).isEqualTo(700);
		assertThat(this.files.content(this.database, "f699")).containsExactly("text 699 ".repeat(699));
	}

	@Test
	void largeFilesAreSavedWhileOthersAreReceived() {
		List<byte[]> parts = new ArrayList<>(List.of(prefix(this.files.prefix())));
		for (int i = 0; i < 24; i++) {
			parts.add(file("f%02d.md".formatted(i), "word\n".repeat(100_000 + i)));
		}

		JsonNode json = post(parts.toArray(byte[][]::new)).json();

		assertThat(json.path("success_count").asInt()).isEqualTo(24);
		assertThat(this.files.content(this.database, "f23").get(0)).hasSize(5 * 100_023);
	}

	@Test
	void prefixThatComesTooLateIsRefused() {
		String content = "word\n".repeat(900_000);
		String stem = "late-" + this.files.prefix();

		Http.Answer answer = post(file(stem + "1.md", content), file(stem + "2.md", content),
				prefix(this.files.prefix()));

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo("/code_prefix");
	}

	@Test
	void requestWithoutFilesIsRefused() {
		assertThat(post().status()).isEqualTo(400);
		assertThat(post(prefix("x")).pointer()).isEqualTo("/files");
		assertThat(post(prefix("x".repeat(51)), file("a.md", "x")).pointer()).isEqualTo("/code_prefix");
		assertThat(this.http.post("/api/documents/upload", java.util.Map.of()).status()).isEqualTo(415);
	}

	@Test
	void fileWithUndecodableNameDoesNotAffectOthers() {
		byte[] wrong = Multipart.part("files\"; filename*=\"bogus''%E9.md", new byte[] { 'x' });
		JsonNode results = post(prefix(this.files.prefix()), wrong, file("a.md", "one")).json().path("files");
		assertThat(TestFiles.texts(results, "status")).containsExactly("failed", "success");
		assertThat(results.at("/0/error").asString()).contains("file name");
	}

	@Test
	void fieldThatIsNotUtf8IsRefused() {
		Http.Answer answer = post(Multipart.part("code_prefix", new byte[] { (byte) 0xC0, (byte) 0xAF }),
				file("a.md", "one"));
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo("/code_prefix");
	}

	@Test
	void tooManyPartsAreRefused() {
		byte[][] parts = new byte[1_001][];
		Arrays.fill(parts, prefix("x"));

		assertThat(post(parts).status()).isEqualTo(413);
	}

	@Test
	void idempotencyKeyIsRefused() {
		assertThat(send(this.http.with("Idempotency-Key", "k"), file("a.md", "x")).status()).isEqualTo(400);
	}

	private Http.Answer post(byte[]... parts) {
		return send(this.http, parts);
	}

	private static Http.Answer send(Http http, byte[]... parts) {
		return Multipart.post(http, "/api/documents/upload", List.of(parts));
	}

	private static byte[] file(String name, String text) {
		return file(name, text.getBytes(StandardCharsets.UTF_8));
	}

	private static byte[] file(String name, byte[] bytes) {
		return Multipart.file("files", name, bytes);
	}

	private static byte[] prefix(String value) {
		return Multipart.field("code_prefix", value);
	}

}
