package dev.tintype.text.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.testing.Http;
import tools.jackson.databind.JsonNode;

import org.springframework.core.env.Environment;
import org.springframework.r2dbc.core.DatabaseClient;

/**
 * A directory below the root with the files of one test. Their codes have a prefix of
 * that test.
 *
 * @param directory of the files
 * @param prefix of their codes
 */
record TestFiles(Path directory, String prefix) {

	static TestFiles create(Environment environment) throws IOException {
		Path root = Path.of(environment.getRequiredProperty("tintype.documents.roots")).toRealPath();
		String prefix = UUID.randomUUID().toString().substring(24);
		return new TestFiles(Files.createDirectory(root.resolve("files-" + prefix)), prefix);
	}

	Path write(String name, String content) {
		return write(name, content.getBytes(StandardCharsets.UTF_8));
	}

	Path write(String name, byte[] content) {
		try {
			return Files.write(this.directory.resolve(name), content);
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

	Http.Answer ingest(Http http) {
		return http.post("/api/documents/ingest-directory",
				Map.of("directory_path", this.directory.toString(), "code_prefix", this.prefix));
	}

	/**
	 * Reads the content of a document from the database.
	 * @param stem of the code, without the prefix
	 * @return the content, or an empty list
	 */
	List<String> content(DatabaseClient database, String stem) {
		return database.sql("SELECT content FROM document WHERE code = :code")
			.bind("code", this.prefix + "_" + stem)
			.mapValue(String.class)
			.all()
			.collectList()
			.blockOptional()
			.orElseThrow();
	}

	static List<String> texts(JsonNode files, String field) {
		return files.values().stream().map((file) -> file.path(field).asString("null")).toList();
	}

}
