package dev.tintype.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import dev.tintype.operation.job.JobChunk;
import dev.tintype.operation.job.JobFault;
import dev.tintype.operation.job.JobRun;
import dev.tintype.operation.job.JobStop;
import dev.tintype.web.http.Json;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * An attempt at a job without a row. It is lost after some chunks, as if its instance had
 * been killed, and the next attempt continues from its resume point.
 */
public final class SoloRun implements JobRun {

	private final UUID id = UUID.randomUUID();

	private final JsonNode request;

	private final List<JobFault> faults = new ArrayList<>();

	private @Nullable JsonNode resume;

	private long done;

	private long failed;

	private int chunks;

	private int left;

	/**
	 * Begins a job.
	 * @param request written as JSON
	 */
	public SoloRun(Object request) {
		this.request = Json.MAPPER.valueToTree(request);
		this.left = Integer.MAX_VALUE;
	}

	/**
	 * Limits the next attempt.
	 * @param most the number of chunks that it commits
	 * @return this
	 */
	public SoloRun lostAfter(int most) {
		this.left = most;
		return this;
	}

	@Override
	public UUID id() {
		return this.id;
	}

	@Override
	public JsonNode request() {
		return this.request;
	}

	@Override
	public <T> T request(Class<T> type) {
		return Json.MAPPER.treeToValue(this.request, type);
	}

	@Override
	public <T> @Nullable T resume(Class<T> type) {
		return (this.resume != null) ? Json.MAPPER.treeToValue(this.resume, type) : null;
	}

	@Override
	public @Nullable String input() {
		return null;
	}

	@Override
	public long done() {
		return this.done;
	}

	@Override
	public long failed() {
		return this.failed;
	}

	@Override
	public void restart() {
		this.done = 0;
		this.failed = 0;
	}

	@Override
	public <T> Mono<T> chunk(Mono<T> work, Function<T, JobChunk> outcome) {
		return Mono.defer(() -> {
			if (this.left-- <= 0) {
				return Mono.error(new JobStop(JobStop.Reason.LOST));
			}
			return work.doOnNext((value) -> commit(outcome.apply(value)));
		});
	}

	private void commit(JobChunk chunk) {
		this.chunks++;
		this.done += chunk.done();
		this.failed += chunk.failed();
		this.faults.addAll(chunk.faults());
		this.resume = Json.MAPPER.valueToTree(chunk.resume());
	}

	@Override
	public Mono<Void> report(long items, long total) {
		return Mono.empty();
	}

	@Override
	public Mono<Void> keep(Path file, long size, String sha256, String type) {
		return Mono.error(new UnsupportedOperationException());
	}

	public int chunks() {
		return this.chunks;
	}

	public List<JobFault> faults() {
		return this.faults;
	}

}
