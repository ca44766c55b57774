package dev.tintype.durability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import dev.tintype.data.sql.Dialect;
import dev.tintype.imaging.work.Pictures;
import dev.tintype.testing.TestDatabase;
import dev.tintype.web.http.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kills an instance during a job. On PostgreSQL another instance takes the job over; an
 * embedded database is started again.
 */
class JobCrashIntegrationTests {

	private static final int FILES = 600;

	@TempDir
	private Path directory;

	@Test
	void jobOfKilledInstanceContinuesAndRegistersEachFileOnce() throws Exception {
		Path photos = photos();
		String url = TestDatabase.migrated(this.directory);
		try (ChildService service = service("first", url, photos); ChildService other = other(service, url, photos)) {
			service.start();
			String id = service.submit("/api/images/register-folder", Map.of("folder_path", photos.toString()))
				.path("id")
				.asString();
			List<Long> seen = new ArrayList<>();
			try (Stream<String> events = service.follow("/api/jobs/" + id + "/events")) {
				assertThat(events.map(Json.MAPPER::readTree)
					.peek((event) -> seen.add(event.path("id").asLong()))
					.anyMatch((event) -> event.path("event").asString().equals("progress"))).isTrue();
			}
			service.kill();
			other.start();

			long last = seen.get(seen.size() - 1);
			List<JsonNode> rest = other.lines("/api/jobs/" + id + "/events?after=" + last);

			rest.forEach((event) -> seen.add(event.path("id").asLong()));
			assertThat(seen).containsExactlyElementsOf(LongStream.rangeClosed(1, seen.size()).boxed().toList());
			assertThat(rest.get(rest.size() - 1).at("/data/state").asString()).isEqualTo("done");
			JsonNode job = Json.MAPPER.readTree(other.send("GET", "/api/jobs/" + id, null).body());
			assertThat(job.path("done").asLong()).isEqualTo(FILES);
			assertThat(job.at("/result/registered").asLong()).isEqualTo(FILES);
			assertThat(other.lines("/api/images").stream().map((image) -> image.path("path").asString())).hasSize(FILES)
				.doesNotHaveDuplicates();
		}
	}

	private ChildService service(String name, String url, Path photos) throws IOException {
		return new ChildService(Files.createDirectory(this.directory.resolve(name)), url,
				"--tintype.stream.chunk-size=10", "--tintype.images.roots=" + photos, "--tintype.jobs.lease=2s");
	}

	private ChildService other(ChildService service, String url, Path photos) throws IOException {
		return (TestDatabase.dialect() == Dialect.H2) ? service : service("other", url, photos);
	}

	private Path photos() throws IOException {
		Path folder = Files.createDirectory(this.directory.resolve("photos")).toRealPath();
		Path first = Pictures.png(folder, "0.png", 3, 2);
		for (int i = 1; i < FILES; i++) {
			Files.copy(first, folder.resolve(i + ".png"));
		}
		return folder;
	}

}
