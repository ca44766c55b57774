package dev.tintype.data.s3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.storage.Storage;
import dev.tintype.data.storage.StoredObject;
import dev.tintype.imaging.work.Pictures;
import dev.tintype.support.DataSettings;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.testing.Multipart;
import dev.tintype.testing.S3MockServer;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class S3IntegrationTests {

	private static final String CONTENT = "/api/images/{id}/content";

	@TempDir
	private Path folder = Path.of("");

	private final Http http;

	private final Storage storage;

	private final MeterRegistry meters;

	private final Path data;

	S3IntegrationTests(@Autowired WebTestClient client, @Autowired Storage storage, @Autowired MeterRegistry meters,
			@Autowired DataSettings data) {
		this.http = new Http(client);
		this.storage = storage;
		this.meters = meters;
		this.data = data.dataDir();
	}

	@DynamicPropertySource
	static void useS3(DynamicPropertyRegistry registry) {
		registry.add("tintype.storage", () -> "s3");
		registry.add("tintype.s3.bucket", () -> S3MockServer.BUCKET);
		registry.add("tintype.s3.prefix", UUID::randomUUID);
		registry.add("tintype.s3.endpoint", S3MockServer::endpoint);
		registry.add("tintype.s3.access-key", () -> "access");
		registry.add("tintype.s3.secret-key", () -> "secret");
	}

	@Test
	void uploadedContentIsReadInPartsReplacedAndDeleted() throws IOException {
		byte[] first = Files.readAllBytes(Pictures.png(this.folder, "a.png", 1500, 1200));
		byte[] second = Files.readAllBytes(Pictures.jpeg(this.folder, "b.jpg", 40, 30));
		String id = upload(first);

		Http.Answer whole = this.http.get(CONTENT, id);
		assertThat(whole.status()).isEqualTo(200);
		assertThat(whole.bytes()).isEqualTo(first);
		assertThat(whole.header("Content-Length")).isEqualTo(Integer.toString(first.length));
		Http.Answer part = this.http.with("Range", "bytes=10-19").get(CONTENT, id);
		assertThat(part.status()).isEqualTo(206);
		assertThat(part.bytes()).isEqualTo(Arrays.copyOfRange(first, 10, 20));
		assertThat(this.http.with("If-None-Match", whole.header("ETag")).get(CONTENT, id).status()).isEqualTo(304);
		assertThat(this.http.get("/api/images/{id}/thumbnail", id).status()).isEqualTo(200);
		assertThat(keys(id)).hasSize(1).allMatch((key) -> key.endsWith(".png"));

		assertThat(this.http
			.send(HttpMethod.PUT, "/api/images/" + id + "/content", MediaType.APPLICATION_OCTET_STREAM, second)
			.status()).isEqualTo(200);

		assertThat(this.http.get(CONTENT, id).bytes()).isEqualTo(second);
		assertThat(keys(id)).hasSize(1).allMatch((key) -> key.endsWith(".jpg"));

		assertThat(this.http.send(HttpMethod.DELETE, "/api/images/" + id).status()).isLessThan(300);

		assertThat(keys(id)).isEmpty();
		assertThat(this.http.get(CONTENT, id).status()).isEqualTo(404);
		assertThat(this.data.resolve("work")).isEmptyDirectory();
	}

	@Test
	void missingObjectIs404AndCounted() throws IOException {
		String id = upload(Files.readAllBytes(Pictures.png(this.folder, "c.png", 60, 50)));
		this.storage.delete(keys(id)).block();
		double before = this.meters.get("tintype.storage.missing").counter().count();

		assertThat(this.http.get(CONTENT, id).status()).isEqualTo(404);

		assertThat(this.meters.get("tintype.storage.missing").counter().count()).isGreaterThan(before);
	}

	@Test
	void backupWithFilesIsRefused() {
		assertThat(this.http.post("/api/database/backup", Map.of("files", true)).status()).isEqualTo(400);
	}

	private String upload(byte[] bytes) {
		Http.Answer answer = Multipart.post(this.http, "/api/images", List.of(Multipart.file("files", "a.png", bytes)));
		assertThat(answer.status()).describedAs(answer.text()).isBetween(200, 299);
		return answer.json().path("image_id").asString(answer.json().at("/results/0/image_id").asString(""));
	}

	private List<String> keys(String image) {
		return Objects.requireNonNull(this.storage.list("uploads/")
			.map(StoredObject::key)
			.filter((key) -> key.contains(image))
			.collectList()
			.block());
	}

}
