package dev.tintype.image.content;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import dev.tintype.imaging.work.Pictures;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.testing.Multipart;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class UploadBatchIntegrationTests {

	private final Http http;

	private final TestImages images;

	@TempDir
	private Path folder = Path.of("");

	private byte[] picture = new byte[0];

	UploadBatchIntegrationTests(@Autowired WebTestClient client, @Autowired Environment environment) {
		this.http = new Http(client);
		this.images = new TestImages(this.http, environment);
	}

	@BeforeEach
	void readPicture() throws IOException {
		this.picture = Files.readAllBytes(Pictures.png(this.folder, "a.png", 30, 20));
	}

	@Test
	void badFileDoesNotAffectOtherFiles() throws IOException {
		Http.Answer answer = post(file("one.png", this.picture), file("two.png", "text"),
				file("..\\x/three.png", this.picture), file("n".repeat(256), this.picture),
				file("../../etc/passwd", this.picture));

		assertThat(answer.status()).isEqualTo(200);
		JsonNode json = answer.json();
		assertThat(json.path("uploaded").asInt()).isEqualTo(3);
		assertThat(json.path("failed").asInt()).isEqualTo(2);
		assertThat(json.path("results").values().stream().map((result) -> result.path("status").asString()))
			.containsExactly("uploaded", "failed", "uploaded", "failed", "uploaded");
		assertThat(json.at("/results/1").get("image_id").isNull()).isTrue();
		assertThat(json.at("/results/1/detail").asString()).startsWith("The file is a text file,");
		assertThat(json.at("/results/2/filename").asString()).isEqualTo("three.png");
		assertThat(json.at("/results/3/detail").asString()).contains("255");
		assertThat(json.at("/results/4/filename").asString()).isEqualTo("passwd");
		String id = json.at("/results/4/image_id").asString();
		assertThat(this.images.stored(id, ".png")).hasBinaryContent(this.picture);
		assertThat(this.http.get("/api/images/{id}", id).json().path("filename").asString()).isEqualTo("passwd");
		this.images.awaitNoTemporaryUpload();
	}

	@Test
	void fileNameOfAnyClientIsRead() throws IOException {
		Http.Answer answer = post(Multipart.part("files\"; filename*=bogus''%E9.png; x=\"", this.picture),
				Multipart.part("files\"; filename=\"x.png\"; filename*=\"UTF-8''..%2F%E2%82%AC%0A.png", this.picture),
				file("a%22b%0D%0Ac%2F.png", this.picture));

		assertThat(answer.status()).isEqualTo(200);
		JsonNode results = answer.json().path("results");
		assertThat(results.at("/0/status").asString()).isEqualTo("failed");
		assertThat(results.at("/0/detail").asString()).startsWith("The file name ");
		assertThat(results.at("/1/filename").asString()).isEqualTo("\u20ac\n.png");
		assertThat(results.at("/2/filename").asString()).isEqualTo("a\"b\r\nc%2F.png");
		String id = results.at("/2/image_id").asString();
		assertThat(this.http.get("/api/images/{id}", id).json().path("filename").asString())
			.isEqualTo("a\"b\r\nc%2F.png");
		this.images.awaitNoTemporaryUpload();
	}

	@Test
	void bytesThatAreNotUtf8AreRefusedAndNothingKept() throws IOException {
		byte[] wrong = { 'a', (byte) 0xFF };
		assertThat(post(file("1.png", this.picture), Multipart.part("image_ids", wrong)).status()).isEqualTo(400);
		byte[] named = file("1\u00e9.png", this.picture);
		named[new String(named, StandardCharsets.ISO_8859_1).indexOf('\u00c3')] = 'A';
		assertThat(post(file("1.png", this.picture), named).status()).isEqualTo(400);
		this.images.awaitNoTemporaryUpload();
	}

	@Test
	void fileOverTheLimitDoesNotAffectOtherFiles() throws IOException {
		Http.Answer answer = post(file("one.png", this.picture), file("huge.png", new byte[51 << 20]),
				file("three.png", this.picture));

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().path("uploaded").asInt()).isEqualTo(2);
		assertThat(answer.json().at("/results/1/detail").asString()).contains("limit");
		this.images.awaitNoTemporaryUpload();
	}

	@Test
	void fileFarOverTheLimitEndsTheRequestAndStoresNothing() throws IOException {
		String name = UUID.randomUUID() + ".png";

		Http.Answer answer = post(file(name, this.picture), file("huge.png", new byte[(58 << 20) + 1]));

		assertThat(answer.status()).isEqualTo(413);
		assertThat(answer.json().path("detail").asString()).contains("52428800 bytes");
		this.images.awaitNoTemporaryUpload();
		assertThat(this.http.get("/api/images?search=" + name).json().path("items")).isEmpty();
	}

	@Test
	void requestWithTooManyPartsStoresNothing() throws IOException {
		byte[][] parts = new byte[1_001][];
		Arrays.fill(parts, Multipart.field("image_ids", ""));
		parts[0] = file("a.png", this.picture);

		assertThat(post(parts).status()).isEqualTo(413);
		this.images.awaitNoTemporaryUpload();
	}

	@Test
	void filesReplaceTheContentOfTheGivenIds() throws IOException {
		String first = this.images.await("a.png");
		String unknown = UUID.randomUUID().toString();

		JsonNode json = post(Multipart.field("image_ids", first), Multipart.field("image_ids", unknown),
				file("1.png", this.picture), file("2.png", this.picture))
			.json();

		assertThat(json.at("/results/0/image_id").asString()).isEqualTo(first);
		assertThat(json.at("/results/1/status").asString()).isEqualTo("failed");
		assertThat(this.http.get("/api/images/{id}", first).json().path("uploaded").asBoolean()).isTrue();
		assertThat(this.images.stored(first, ".png")).exists();
		assertThat(this.images.stored(unknown, ".png")).doesNotExist();
		this.images.awaitNoTemporaryUpload();
	}

	@Test
	void requestWithWrongNumberOfIdsStoresNothing() throws IOException {
		Http.Answer answer = post(Multipart.field("image_ids", this.images.await("a.png")), file("1.png", this.picture),
				file("2.png", this.picture));

		assertThat(answer.status()).isEqualTo(400);
		this.images.awaitNoTemporaryUpload();
	}

	@Test
	void requestWithoutFilesIsRefused() {
		Http.Answer other = post(Multipart.field("file", "x"), Multipart.field("more", "x"));
		assertThat(other.status()).isEqualTo(400);
		assertThat(other.json().path("detail").asString())
			.isEqualTo("/files: the files must be in fields named files; the form has: file, more");
		assertThat(post().status()).isEqualTo(400);
	}

	@Test
	void idempotencyKeyIsRefused() {
		assertThat(send(this.http.with("Idempotency-Key", "k"), List.of(file("1.png", this.picture))).status())
			.isEqualTo(400);
	}

	private Http.Answer post(byte[]... parts) {
		return send(this.http, List.of(parts));
	}

	private static Http.Answer send(Http http, List<byte[]> parts) {
		return Multipart.post(http, "/api/images", parts);
	}

	private static byte[] file(String name, String text) {
		return file(name, text.getBytes(StandardCharsets.UTF_8));
	}

	private static byte[] file(String name, byte[] bytes) {
		return Multipart.file("files", name, bytes);
	}

}
