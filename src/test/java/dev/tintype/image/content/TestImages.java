package dev.tintype.image.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.StoredUploads;

import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

/**
 * Creates images for tests of their bytes, with a file in a folder or before their
 * upload.
 */
public final class TestImages {

	private final Http http;

	private final Environment environment;

	public TestImages(Http http, Environment environment) {
		this.http = http;
		this.environment = environment;
	}

	public Path folder() throws IOException {
		Path root = Path.of(this.environment.getRequiredProperty("tintype.images.roots")).toRealPath();
		return Files.createDirectory(root.resolve("content-" + UUID.randomUUID()));
	}

	public String register(Path file) {
		return this.http.post("/api/images/register-folder", Map.of("folder_path", String.valueOf(file.getParent())))
			.json()
			.path("images")
			.values()
			.stream()
			.filter((image) -> image.path("path").asString().equals(file.toString()))
			.map((image) -> image.path("image_id").asString())
			.findFirst()
			.orElseThrow();
	}

	public String await(String name) {
		return this.http.post("/api/images/register-files", Map.of("files", List.of(Map.of("filename", name))))
			.json()
			.at("/image_ids/0")
			.asString();
	}

	public Http.Answer put(String id, byte[] bytes) {
		return this.http.send(HttpMethod.PUT, "/api/images/" + id + "/content", MediaType.APPLICATION_OCTET_STREAM,
				bytes);
	}

	/** Returns the stored file of an image, or a path without a file. */
	public Path stored(String id, String suffix) {
		return StoredUploads.find(uploads(), id, suffix);
	}

	void awaitNoTemporaryUpload() {
		Callers.awaitNoTemporaryUpload(this.environment);
	}

	Path data() {
		return Path.of(this.environment.getRequiredProperty("tintype.data-dir"));
	}

	private Path uploads() {
		return data().resolve("uploads");
	}

}
