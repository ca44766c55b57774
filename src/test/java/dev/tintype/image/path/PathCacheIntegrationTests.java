package dev.tintype.image.path;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.sql.Dialect;
import dev.tintype.imaging.work.Pictures;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class PathCacheIntegrationTests {

	private final Http http;

	private final PathCache paths;

	private final DatabaseClient database;

	@TempDir
	private Path directory;

	PathCacheIntegrationTests(@Autowired WebTestClient client, @Autowired PathCache paths,
			@Autowired DatabaseClient database) {
		this.http = new Http(client);
		this.paths = paths;
		this.database = database;
	}

	static boolean isPostgresql() {
		return dev.tintype.testing.TestDatabase.dialect() == Dialect.POSTGRESQL;
	}

	@BeforeEach
	void waitUntilOpen() {
		Callers.await(this.paths.cache()::isOpen);
	}

	@Test
	void secondLookupDoesNotAskTheDatabase() {
		String id = upload();
		String path = path(id);
		long size = this.paths.cache().size();
		// The row changes without an announcement, so only the cache still has the old
		// path.
		silently("UPDATE images SET file_path = file_path || '.gone' WHERE image_id = '" + id + "'");
		assertThat(size).isPositive();
		assertThat(path(id)).isEqualTo(path);
		this.paths.forgetAll();
		assertThat(path(id)).isEqualTo(path + ".gone");
	}

	@Test
	void pathIsFoundAfterFileIsUploadedLater() {
		String id = this.http.post("/api/images/register-files", Map.of("files", List.of(Map.of("filename", "a.png"))))
			.json()
			.path("image_ids")
			.path(0)
			.asString();
		assertThat(path(id)).isNull();
		put(id, "png");
		assertThat(path(id)).endsWith(".png");
	}

	@Test
	void lookupReturnsNewPathAfterContentIsReplaced() {
		String id = upload();
		assertThat(path(id)).endsWith(".png");
		put(id, "jpg");
		assertThat(path(id)).endsWith(".jpg");
		put(id, "png");
		assertThat(path(id)).endsWith(".png");
	}

	@Test
	void deletedImagesAreMissing() {
		String one = upload();
		String other = upload();
		assertThat(path(one)).isNotNull();
		assertThat(path(other)).isNotNull();
		assertThat(this.http.send(HttpMethod.DELETE, "/api/images/{id}", one).status()).isEqualTo(204);
		assertThat(path(one)).isNull();
		assertThat(path(other)).isNotNull();
		assertThat(this.http.send(HttpMethod.DELETE, "/api/images?confirm=all").status()).isEqualTo(200);
		assertThat(path(other)).isNull();
	}

	@ParameterizedTest
	@EnabledIf("isPostgresql")
	@ValueSource(strings = { "UPDATE images SET file_path = '/elsewhere' WHERE image_id = '%s'",
			"DELETE FROM images WHERE image_id = '%s'",
			"DELETE FROM images WHERE image_id = '%s' OR filename LIKE 'many-%%'", "TRUNCATE images CASCADE" })
	void changeByAnotherInstanceRemovesThePath(String change) {
		String id = upload();
		String path = path(id);
		assertThat(path).isNotNull();
		run("""
				INSERT INTO images (image_id, filename, filename_folded, file_path, is_uploaded, is_stored, created_at,
				  updated_at)
				SELECT gen_random_uuid(), 'many-' || n, 'many-' || n, '/many/' || gen_random_uuid(), FALSE, FALSE, now(), now()
				FROM generate_series(1, 300) n
				""");
		run(change.formatted(id));
		Callers.await(() -> !Objects.equals(path, path(id)));
	}

	@Test
	@EnabledIf("isPostgresql")
	void changeWithoutListenerRemovesThePath() {
		String id = upload();
		String path = path(id);
		run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query IN ('SELECT 1', 'LISTEN tintype_paths') "
				+ "AND datname = current_database() AND pid <> pg_backend_pid()");
		Callers.await(() -> !this.paths.cache().isOpen());
		run("UPDATE images SET file_path = file_path || '.new' WHERE image_id = '" + id + "'");
		assertThat(path(id)).isEqualTo(path + ".new");
		Callers.await(this.paths.cache()::isOpen);
		assertThat(path(id)).isEqualTo(path + ".new");
		assertThat(this.paths.cache().size()).isPositive();
	}

	private String upload() {
		String id = this.http.post("/api/images/register-files", Map.of("files", List.of(Map.of("filename", "a.png"))))
			.json()
			.path("image_ids")
			.path(0)
			.asString();
		put(id, "png");
		return id;
	}

	private void put(String id, String format) {
		byte[] picture = picture(format);
		assertThat(this.http
			.send(HttpMethod.PUT, "/api/images/" + id + "/content", MediaType.APPLICATION_OCTET_STREAM, picture)
			.status()).isEqualTo(200);
	}

	private byte[] picture(String format) {
		try {
			String name = UUID.randomUUID() + "." + format;
			return Files.readAllBytes(format.equals("png") ? Pictures.png(this.directory, name, 3, 2)
					: Pictures.jpeg(this.directory, name, 3, 2));
		}
		catch (java.io.IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

	private @Nullable String path(String id) {
		Http.Answer answer = this.http.post("/api/images/paths", Map.of("image_ids", List.of(id)));
		assertThat(answer.status()).isEqualTo(200);
		return answer.json().path("paths").path(id).asString(null);
	}

	private void silently(String sql) {
		run(isPostgresql()
				? "SET session_replication_role = replica; " + sql + "; SET session_replication_role = origin" : sql);
	}

	private void run(String sql) {
		this.database.sql(sql).fetch().rowsUpdated().then().block(Duration.ofSeconds(30));
	}

}
