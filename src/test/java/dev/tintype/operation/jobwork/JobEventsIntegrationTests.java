package dev.tintype.operation.jobwork;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.tintype.operation.job.JobChunk;
import dev.tintype.operation.job.JobFault;
import dev.tintype.operation.job.JobState;
import dev.tintype.operation.job.Jobs;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class JobEventsIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final String JOB = "/api/jobs/{id}";

	private static final String EVENTS = "/api/jobs/{id}/events";

	private final String kind = "routed_" + UUID.randomUUID();

	private final Http http;

	private final JobClaims claims;

	private final JobAttempts attempts;

	JobEventsIntegrationTests(@Autowired WebTestClient client, @Autowired Jobs jobs, @Autowired JobClaims claims,
			@Autowired JobFence fence) {
		this.http = new Http(client);
		this.claims = claims;
		this.attempts = new JobAttempts(this.kind, jobs, claims, fence);
	}

	@Test
	void streamContinuesAfterLastEvent() {
		UUID id = this.attempts.ended(3);
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
		UUID id = this.attempts.submit();

		for (String position : List.of("x", "-1", "1.5", "0x1", "1 ")) {
			assertThat(this.http.get(EVENTS + "?after={after}", id, position).status()).as(position).isEqualTo(400);
		}
		assertThat(this.http.with("Last-Event-ID", "one").get(EVENTS, id).pointer()).isEqualTo("Last-Event-ID");
	}

	@Test
	void positionOfAnotherJobBeginsWithCurrentState() {
		UUID id = this.attempts.ended(1);

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
		UUID id = this.attempts.submit();
		OwnedJob job = this.attempts.begin();
		JobCounts counts = job.counts();
		for (int i = 0; i < 103; i++) {
			counts = this.attempts.commit(job, counts, JobChunk.of(1, i));
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
		UUID id = this.attempts.submit();
		OwnedJob job = this.attempts.begin();
		List<JobFault> faults = new ArrayList<>();
		for (int i = 0; i < 600; i++) {
			faults.add(new JobFault("item " + i, "is broken"));
		}
		JobCounts counts = this.attempts.commit(job, job.counts(), JobChunk.of(0, 1, faults));
		this.attempts.commit(job, counts, JobChunk.of(0, 2, faults));
		this.claims.end(job, JobState.DONE, "", "", "").block(PATIENCE);

		List<JsonNode> events = this.http.with("Accept", "application/x-ndjson").get(EVENTS, id).lines();

		assertThat(events).filteredOn((event) -> event.path("event").asString().equals("fault")).hasSize(1000);
		assertThat(this.http.get(JOB, id).json().path("failed").asLong()).isEqualTo(1200);
	}

	private static List<Long> numbers(Http.Answer answer) {
		return answer.lines().stream().map((event) -> event.path("id").asLong()).toList();
	}

}
