package dev.tintype.image.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.testing.Http;
import tools.jackson.databind.JsonNode;

import org.springframework.core.env.Environment;
import org.springframework.r2dbc.core.DatabaseClient;

/**
 * A folder below the root for the pictures of one test.
 */
final class TestFolder {

	private TestFolder() {
	}

	static Path create(Environment environment) throws IOException {
		Path root = Path.of(environment.getRequiredProperty("tintype.images.roots")).toRealPath();
		return Files.createDirectory(root.resolve("folder-" + UUID.randomUUID()));
	}

	static Http.Answer register(Http http, Path folder, boolean recursive) {
		return http.post("/api/images/register-folder",
				Map.of("folder_path", folder.toString(), "recursive", recursive));
	}

	static List<String> names(JsonNode items) {
		return items.values().stream().map((item) -> item.path("filename").asString()).toList();
	}

	/**
	 * Counts the rows below a folder.
	 * @param folder with a random name
	 */
	static long rows(DatabaseClient database, Path folder) {
		return Objects.requireNonNull(database.sql("SELECT count(*) FROM images WHERE file_path LIKE :path")
			.bind("path", folder + "/%")
			.mapValue(Long.class)
			.one()
			.block());
	}

}
