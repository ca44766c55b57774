package dev.tintype.image.deletion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

import dev.tintype.data.sql.Statements;
import dev.tintype.image.content.TestImages;
import dev.tintype.imaging.work.Pictures;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class DeletionIntegrationTests {

	private final Http http;

	private final TestImages images;

	@TempDir
	private Path folder = Path.of("");

	DeletionIntegrationTests(@Autowired WebTestClient client, @Autowired Environment environment) {
		this.http = new Http(client);
		this.images = new TestImages(this.http, environment);
	}

	@Test
	void deletionOfImageDeletesItsStoredFile() throws IOException {
		String id = this.images.await("a.png");
		this.images.put(id, Files.readAllBytes(Pictures.png(this.folder, "a.png", 30, 20)));

		assertThat(this.http.send(HttpMethod.DELETE, "/api/images/{id}", id).status()).isEqualTo(204);

		assertThat(this.images.stored(id, ".png")).doesNotExist();
		assertThat(this.http.get("/api/images/{id}", id).status()).isEqualTo(404);
		assertThat(this.http.send(HttpMethod.DELETE, "/api/images/{id}", id).status()).isEqualTo(404);
	}

	@Test
	void deletionOfImageKeepsItsOriginal() throws IOException {
		Path original = Pictures.png(this.images.folder(), "a.png", 30, 20);
		String id = this.images.register(original);

		assertThat(this.http.send(HttpMethod.DELETE, "/api/images/{id}", id).status()).isEqualTo(204);

		assertThat(original).exists();
	}

	@Test
	void allImagesAreDeletedOnlyOnConfirmation() {
		String id = this.images.await("a.png");

		assertThat(this.http.send(HttpMethod.DELETE, "/api/images").status()).isEqualTo(400);
		assertThat(this.http.send(HttpMethod.DELETE, "/api/images?confirm=yes").status()).isEqualTo(400);
		assertThat(this.http.get("/api/images/{id}", id).status()).isEqualTo(200);
	}

	@Test
	void imageOfAssetIsNeitherDeletedNorReplacedAlone(@Autowired Statements statements) throws IOException {
		byte[] bytes = Files.readAllBytes(Pictures.png(this.folder, "a.png", 30, 20));
		String id = this.images.await("a.png");
		this.images.put(id, bytes);
		String other = this.images.await("b.png");
		statements.sql("INSERT INTO media_assets (original_filename, image_id) VALUES ('a.png', :id)")
			.bind("id", UUID.fromString(id))
			.then()
			.block();

		Http.Answer deletion = this.http.send(HttpMethod.DELETE, "/api/images/{id}", id);
		assertThat(deletion.status()).isEqualTo(409);
		assertThat(deletion.json().path("detail").asString()).contains("belongs to an asset");
		assertThat(this.http
			.send(HttpMethod.PUT, "/api/images/" + id + "/content", MediaType.APPLICATION_OCTET_STREAM,
					Files.readAllBytes(Pictures.png(this.folder, "b.png", 50, 40)))
			.status()).isEqualTo(409);
		JsonNode all = this.http.send(HttpMethod.DELETE, "/api/images?confirm=all").json();
		assertThat(all.path("deleted").asLong()).isPositive();
		assertThat(all.path("kept").asLong()).isPositive();

		assertThat(this.images.stored(id, ".png")).hasBinaryContent(bytes);
		assertThat(this.http.get("/api/images/{id}", id).json().path("width").asInt()).isEqualTo(30);
		assertThat(this.http.get("/api/images/{id}", other).status()).isEqualTo(404);
		statements.sql("DELETE FROM media_assets WHERE image_id = :id").bind("id", UUID.fromString(id)).then().block();
		assertThat(this.http.send(HttpMethod.DELETE, "/api/images/{id}", id).status()).isEqualTo(204);
	}

}
