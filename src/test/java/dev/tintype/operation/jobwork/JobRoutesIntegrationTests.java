package dev.tintype.operation.jobwork;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import dev.tintype.data.storage.Staging;
import dev.tintype.data.storage.Storage;
import dev.tintype.operation.integrity.Integrity;
import dev.tintype.operation.job.Job;
import dev.tintype.operation.job.JobFiles;
import dev.tintype.operation.job.JobInput;
import dev.tintype.operation.job.JobRepository;
import dev.tintype.operation.job.JobSettings;
import dev.tintype.operation.job.JobState;
import dev.tintype.operation.job.Jobs;
import dev.tintype.operation.job.NewJob;
import dev.tintype.support.Hashes;
import dev.tintype.support.OwnFiles;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class JobRoutesIntegrationTests {

	private static final Duration LEASE = Duration.ofSeconds(30);

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final String JOB = "/api/jobs/{id}";

	private final String kind = "routed_" + UUID.randomUUID();

	private final Http http;

	private final Jobs jobs;

	private final JobRepository repository;

	private final JobCleanup.Ended ended;

	private final JobClaims claims;

	private final JobAttempts attempts;

	private final JobFiles files;

	private final Storage storage;

	private final Staging staging;

	private final DatabaseClient database;

	JobRoutesIntegrationTests(@Autowired WebTestClient client, @Autowired Jobs jobs,
			@Autowired JobRepository repository, @Autowired JobCleanup.Ended ended, @Autowired JobClaims claims,
			@Autowired JobFence fence, @Autowired JobFiles files, @Autowired Storage storage,
			@Autowired Staging staging, @Autowired DatabaseClient database) {
		this.http = new Http(client);
		this.jobs = jobs;
		this.repository = repository;
		this.ended = ended;
		this.claims = claims;
		this.attempts = new JobAttempts(this.kind, jobs, claims, fence);
		this.files = files;
		this.storage = storage;
		this.staging = staging;
		this.database = database;
	}

	@Test
	void jobsAreListedNewestFirst() {
		UUID first = this.attempts.submit();
		UUID second = this.attempts.submit();
		UUID third = this.attempts.submit();
		this.repository.cancel(second).block(PATIENCE);

		assertThat(ids(this.http.get("/api/jobs?kind={kind}", this.kind).json().path("items")))
			.containsExactly(third.toString(), second.toString(), first.toString());
		JsonNode page = this.http.get("/api/jobs?kind={kind}&state=queued&per_page=1", this.kind).json();
		assertThat(ids(page.path("items"))).containsExactly(third.toString());
		assertThat(page.path("total").asLong()).isEqualTo(2);
		assertThat(ids(this.http
			.get("/api/jobs?kind={kind}&state=queued&per_page=1&after={after}", this.kind, page.path("next").asString())
			.json()
			.path("items"))).containsExactly(first.toString());
		assertThat(this.http.with("Accept", "application/x-ndjson").get("/api/jobs?kind={kind}", this.kind).lines())
			.hasSize(3);
		assertThat(this.http.get("/api/jobs?state=sleeping").pointer()).isEqualTo("state");
		assertThat(this.http.get("/api/jobs?kin=x").status()).isEqualTo(400);
	}

	@Test
	void jobHasAllItsMembers() {
		UUID id = this.attempts.submit();

		JsonNode job = this.http.get(JOB, id).json();

		assertThat(job.propertyNames()).containsExactly("id", "kind", "state", "request", "principal", "instance",
				"attempts", "total", "done", "failed", "result", "message", "file_url", "created_at", "started_at",
				"finished_at");
		assertThat(job.path("created_at").asString()).endsWith("Z");
		assertThat(job.path("request")).hasToString("{\"a\":1}");
	}

	@Test
	void unknownAndInvalidIdsAreNotFound() {
		for (String id : List.of(UUID.randomUUID().toString(), "1", "x%00y")) {
			assertThat(this.http.get("/api/jobs/" + id).status()).isEqualTo(404);
			assertThat(this.http.get("/api/jobs/" + id + "/events").status()).isEqualTo(404);
			assertThat(this.http.get("/api/jobs/" + id + "/file").status()).isEqualTo(404);
			assertThat(this.http.send(HttpMethod.POST, "/api/jobs/" + id + "/cancel").status()).isEqualTo(404);
			assertThat(this.http.send(HttpMethod.POST, "/api/jobs/" + id + "/retry").status()).isEqualTo(404);
			assertThat(this.http.send(HttpMethod.DELETE, "/api/jobs/" + id).status()).isEqualTo(404);
		}
	}

	@Test
	void resultFileIsServedUntilItsRetention() throws Exception {
		UUID id = this.attempts.submit();
		assertThat(this.http.get(JOB + "/file", id).status()).isEqualTo(404);
		OwnedJob job = this.attempts.begin();
		// A former attempt has left an incomplete file.
		this.files.putResult(id, staged("half"), 4, sha256("half"), "text/plain").block(PATIENCE);
		this.files.putResult(id, staged("result"), 6, sha256("result"), "text/plain").block(PATIENCE);
		this.claims.end(job, JobState.DONE, "", "", JobFiles.resultKey(id)).block(PATIENCE);

		String url = this.http.get(JOB, id).json().path("file_url").asString();
		assertThat(this.http.get(url).text()).isEqualTo("result");
		Http.Answer part = this.http.with("Range", "bytes=2-3").get(url);
		assertThat(part.status()).isEqualTo(206);
		assertThat(part.text()).isEqualTo("su");
		assertThat(this.http.with("Range", "bytes=6-").get(url).status()).isEqualTo(416);

		cleanup(Duration.ofDays(7), Duration.ZERO);

		assertThat(this.http.get(url).status()).isEqualTo(404);
		assertThat(this.http.get(JOB, id).json().path("file_url").isNull()).isTrue();
		assertThat(this.storage.find(JobFiles.resultKey(id)).blockOptional(PATIENCE)).isEmpty();
	}

	@Test
	void jobIsDeletedWithItsFilesOnceItHasEnded() throws Exception {
		JobInput input = new JobInput(staged("lines"), 5, sha256("lines"), "text/plain");
		UUID id = Objects.requireNonNull(this.jobs.submit(NewJob.of(this.kind, Map.of()).with(input)).block(PATIENCE))
			.id();
		String key = Objects.requireNonNull(this.repository.find(id).map(Job::input).block(PATIENCE));
		assertThat(key).isEqualTo("jobs/" + id + "/input");
		assertThat(this.http.send(HttpMethod.DELETE, JOB, id).status()).isEqualTo(409);
		this.repository.cancel(id).block(PATIENCE);
		assertThat(this.storage.find(key).block(PATIENCE)).isNotNull();

		assertThat(this.http.send(HttpMethod.DELETE, JOB, id).status()).isEqualTo(204);

		assertThat(this.http.get(JOB, id).status()).isEqualTo(404);
		assertThat(this.storage.find(key).blockOptional(PATIENCE)).isEmpty();
		assertThat(this.database.sql("SELECT count(*) FROM job_events WHERE job_id = :id")
			.bind("id", id)
			.mapValue(Long.class)
			.one()
			.block(PATIENCE)).isZero();
	}

	@Test
	void endedJobsAreDeletedAfterTheirRetention() {
		UUID done = this.attempts.ended(1);
		UUID waiting = this.attempts.submit();

		cleanup(Duration.ZERO, Duration.ZERO);

		assertThat(this.http.get(JOB, done).status()).isEqualTo(404);
		assertThat(this.http.get(JOB, waiting).status()).isEqualTo(200);
	}

	@Test
	void oldFileWithoutJobIsReportedAndDeletedByRepair(@Autowired Integrity integrity) throws Exception {
		String unknown = "jobs/" + UUID.randomUUID() + "/result";
		this.storage.put(unknown, staged("old"), 3, sha256("old"), "text/plain").block(PATIENCE);
		JobInput input = new JobInput(staged("lines"), 5, sha256("lines"), "text/plain");
		UUID id = Objects.requireNonNull(this.jobs.submit(NewJob.of(this.kind, Map.of()).with(input)).block(PATIENCE))
			.id();
		for (String key : List.of(unknown, "jobs/" + id + "/input")) {
			Files.setLastModifiedTime(Path.of(this.storage.location(key)),
					FileTime.from(Instant.now().minus(Duration.ofDays(2))));
		}
		Integrity only = integrity.only(Set.of("jobs.unreferenced"));

		assertThat(only.inspect(false).blockLast(PATIENCE)).isNotNull()
			.satisfies((found) -> assertThat(found.details()).containsExactly(this.storage.location(unknown)));
		assertThat(only.repair(false).blockLast(PATIENCE)).isNotNull()
			.satisfies((repaired) -> assertThat(repaired.repaired()).isEqualTo(1));
		assertThat(this.storage.find(unknown).blockOptional(PATIENCE)).isEmpty();
		assertThat(this.storage.find("jobs/" + id + "/input").blockOptional(PATIENCE)).isPresent();
	}

	private void cleanup(Duration retention, Duration fileRetention) {
		this.ended.delete(new JobSettings(1, Duration.ofSeconds(2), LEASE, 1000, retention, fileRetention))
			.block(PATIENCE);
	}

	private Path staged(String content) throws Exception {
		Path file = this.staging.newFile();
		OwnFiles.createFolderOf(file);
		return Files.writeString(file, content);
	}

	private static String sha256(String content) {
		return Hashes.sha256(content.getBytes(StandardCharsets.UTF_8));
	}

	private static List<String> ids(JsonNode items) {
		return items.values().stream().map((item) -> item.path("id").asString()).toList();
	}

}
