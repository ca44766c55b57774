package dev.tintype.operation.jobwork;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import dev.tintype.data.storage.Staging;
import dev.tintype.data.storage.Storage;
import dev.tintype.operation.integrity.Integrity;
import dev.tintype.operation.job.Job;
import dev.tintype.operation.job.JobChunk;
import dev.tintype.operation.job.JobFault;
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
import reactor.core.publisher.Mono;
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

	private static final String EVENTS = "/api/jobs/{id}/events";

	private final String kind = "routed_" + UUID.randomUUID();

	private final Http http;

	private final Jobs jobs;

	private final JobRepository repository;

	private final JobClaims claims;

	private final JobFence fence;

	private final JobFiles files;

	private final Storage storage;

	private final Staging staging;

	private final DatabaseClient database;

	JobRoutesIntegrationTests(@Autowired WebTestClient client, @Autowired Jobs jobs,
			@Autowired JobRepository repository, @Autowired JobClaims claims, @Autowired JobFence fence,
			@Autowired JobFiles files, @Autowired Storage storage, @Autowired Staging staging,
			@Autowired DatabaseClient database) {
		this.http = new Http(client);
		this.jobs = jobs;
		this.repository = repository;
		this.claims = claims;
		this.fence = fence;
		this.files = files;
		this.storage = storage;
		this.staging = staging;
		this.database = database;
	}

	@Test
	void jobsAreListedNewestFirst() {
		UUID first = submit();
		UUID second = submit();
		UUID third = submit();
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
		UUID id = submit();

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
	void streamContinuesAfterLastEvent() {
		UUID id = ended(3);
		List<String> all = this.http.get(EVENTS, id).text().lines().toList();
		assertThat(all.subList(0, 2)).containsExactly("id:1", "event:state");
		assertThat(all.get(2)).startsWith("data:{").contains("\"state\":\"queued\"");

		List<Long> rest = numbers(this.http.with("Accept", "application/x-ndjson").get(EVENTS + "?after=3", id));

		assertThat(rest).first().isEqualTo(4L);
		long last = rest.get(rest.size() - 1);
		assertThat(all).contains("id:" + last);
		// The header of a browser that connects again takes precedence.
		assertThat(numbers(this.http.with("Accept", "application/x-ndjson")
			.with("Last-Event-ID", String.valueOf(last - 1))
			.get(EVENTS + "?after=0", id))).containsExactly(last);
		assertThat(this.http.with("Last-Event-ID", String.valueOf(last)).get(EVENTS, id).status()).isEqualTo(204);
	}

	@Test
	void positionThatIsNoNumberIsRefused() {
		UUID id = submit();

		for (String position : List.of("x", "-1", "1.5", "0x1", "1 ", "9".repeat(40))) {
			assertThat(this.http.get(EVENTS + "?after={after}", id, position).status()).as(position).isEqualTo(400);
		}
		assertThat(this.http.with("Last-Event-ID", "one").get(EVENTS, id).pointer()).isEqualTo("Last-Event-ID");
	}

	@Test
	void positionOfAnotherJobBeginsWithCurrentState() {
		UUID id = ended(1);

		List<JsonNode> events = this.http.with("Accept", "application/x-ndjson")
			.with("Last-Event-ID", "4711")
			.get(EVENTS, id)
			.lines();

		assertThat(events.get(0).at("/data/state").asString()).isEqualTo("done");
		assertThat(events.get(0).path("id").asLong()).isZero();
		assertThat(events.get(1).path("id").asLong()).isEqualTo(1);
	}

	@Test
	void currentStateComesFirstWhereEventsWereDropped() {
		UUID id = submit();
		OwnedJob job = begin();
		JobCounts counts = job.counts();
		for (int i = 0; i < 103; i++) {
			counts = commit(job, counts, JobChunk.of(1, i));
		}
		this.claims.end(job, JobState.DONE, "", "", "").block(PATIENCE);

		List<JsonNode> events = this.http.with("Accept", "application/x-ndjson").get(EVENTS + "?after=2", id).lines();

		assertThat(events.get(0).path("id").asLong()).isEqualTo(2);
		assertThat(events.get(0).at("/data/state").asString()).isEqualTo("done");
		assertThat(events.get(0).at("/data/done").asLong()).isEqualTo(103);
		// Numbers 1 and 2 are states; of 103 progress events the last 100 are kept.
		assertThat(events.get(1).path("id").asLong()).isEqualTo(6);
		assertThat(events).hasSize(102);
		assertThat(numbers(this.http.with("Accept", "application/x-ndjson").get(EVENTS + "?after=50", id))).first()
			.isEqualTo(51L);
	}

	@Test
	void firstThousandFaultsAreKept() {
		UUID id = submit();
		OwnedJob job = begin();
		List<JobFault> faults = new ArrayList<>();
		for (int i = 0; i < 600; i++) {
			faults.add(new JobFault("item " + i, "is broken"));
		}
		JobCounts counts = commit(job, job.counts(), JobChunk.of(0, 1, faults));
		commit(job, counts, JobChunk.of(0, 2, faults));
		this.claims.end(job, JobState.DONE, "", "", "").block(PATIENCE);

		List<JsonNode> events = this.http.with("Accept", "application/x-ndjson").get(EVENTS, id).lines();

		assertThat(events).filteredOn((event) -> event.path("event").asString().equals("fault")).hasSize(1000);
		assertThat(this.http.get(JOB, id).json().path("failed").asLong()).isEqualTo(1200);
	}

	@Test
	void resultFileIsServedUntilItsRetention() throws Exception {
		UUID id = submit();
		assertThat(this.http.get(JOB + "/file", id).status()).isEqualTo(404);
		OwnedJob job = begin();
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
		UUID done = ended(1);
		UUID waiting = submit();

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
		new JobCleanup.Ended(this.repository, this.files)
			.delete(new JobSettings(1, Duration.ofSeconds(2), LEASE, 1000, retention, fileRetention))
			.block(PATIENCE);
	}

	private UUID submit() {
		return Objects.requireNonNull(this.jobs.submit(NewJob.of(this.kind, Map.of("a", 1))).block(PATIENCE)).id();
	}

	private OwnedJob begin() {
		OwnedJob job = Objects
			.requireNonNull(this.claims.claim("instance", List.of(this.kind), List.of(), LEASE).block(PATIENCE));
		this.claims.begin(job).block(PATIENCE);
		return job;
	}

	private UUID ended(int chunks) {
		UUID id = submit();
		OwnedJob job = begin();
		JobCounts counts = job.counts();
		for (int i = 0; i < chunks; i++) {
			counts = commit(job, counts, JobChunk.of(1, i));
		}
		this.claims.end(job, JobState.DONE, "", "", "").block(PATIENCE);
		return id;
	}

	private JobCounts commit(OwnedJob job, JobCounts counts, JobChunk chunk) {
		return Objects
			.requireNonNull(this.fence.run(job, counts, Mono.just(chunk), (done) -> done, true).block(PATIENCE))
			.counts();
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

	private static List<Long> numbers(Http.Answer answer) {
		return answer.lines().stream().map((event) -> event.path("id").asLong()).toList();
	}

}
