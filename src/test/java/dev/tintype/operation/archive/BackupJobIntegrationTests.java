package dev.tintype.operation.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

import dev.tintype.operation.copy.ArchiveProgress;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
@ExtendWith(OutputCaptureExtension.class)
class BackupJobIntegrationTests {

	private static final String ADDRESS = "/api/database/backup";

	private final Http http;

	@TempDir
	private Path directory = Path.of("");

	BackupJobIntegrationTests(@Autowired WebTestClient client) {
		this.http = new Http(client);
	}

	@Test
	void archiveIsTheResultFileOfJob(CapturedOutput output) throws IOException {
		Http.Answer accepted = this.http.send(HttpMethod.POST, ADDRESS);

		assertThat(accepted.status()).isEqualTo(202);
		assertThat(accepted.result().getResponseHeaders().containsHeader("Preference-Applied")).isFalse();
		String location = accepted.header("Location");
		assertThat(output).containsPattern("\"event\":\"backup\".*\"target\":\"" + location + "\"");
		Callers.await(() -> !this.http.get(location).json().path("finished_at").isNull());
		JsonNode job = this.http.get(location).json();
		assertThat(job.path("state").asString()).isEqualTo("done");
		assertThat(job.path("done").asLong()).isPositive().isEqualTo(job.at("/result/rows").asLong());
		assertThat(job.path("total").asLong()).isEqualTo(job.at("/result/rows").asLong());
		assertThat(job.at("/result/tables").propertyNames()).contains("images").doesNotContain("jobs", "job_events");
		Http.Answer file = this.http.get(job.path("file_url").asString());
		assertThat(file.header("Content-Type")).isEqualTo("application/zip");
		assertThat(file.header("Content-Disposition")).matches("attachment; filename=\"tintype-.*\\.tintype\"");
		assertThat(file.bytes()).hasSize(job.at("/result/bytes").asInt());
		Path archive = Files.write(this.directory.resolve("a.tintype"), file.bytes());
		assertThat(Restore.verify(archive, ArchiveProgress.NONE).rows()).isEqualTo(job.at("/result/rows").asLong());
		assertThat(this.http.with("Range", "bytes=1-9").get(job.path("file_url").asString()).bytes())
			.isEqualTo(Arrays.copyOfRange(file.bytes(), 1, 10));
	}

	@Test
	void invalidBodyIsRefused() {
		assertThat(this.http.post(ADDRESS, Map.of("files", "yes")).pointer()).isEqualTo("/files");
		assertThat(this.http.with("Idempotency-Key", "key").post(ADDRESS, Map.of()).pointer())
			.isEqualTo("Idempotency-Key");
	}

}
