package dev.tintype.operation.jobwork;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;

import dev.tintype.operation.job.JobChunk;
import dev.tintype.operation.job.JobFiles;
import dev.tintype.operation.job.JobRun;
import dev.tintype.operation.job.JobStop;
import dev.tintype.web.http.Json;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.JsonNode;

/**
 * Runs the chunks of one attempt, and ends it between two of them.
 */
final class Attempt implements JobRun {

	/** The shortest time between two progress events. */
	private static final Duration PAUSE = Duration.ofSeconds(1);

	private final OwnedJob job;

	private final JobFence fence;

	private final JobFiles files;

	private final Sinks.Empty<Void> stopped = Sinks.empty();

	private JobCounts counts;

	private JobStop.@Nullable Reason stop;

	private boolean inChunk;

	private boolean hasFile;

	private @Nullable Long told;

	Attempt(OwnedJob job, JobFence fence, JobFiles files) {
		this.job = job;
		this.fence = fence;
		this.files = files;
		this.counts = job.counts();
	}

	@Override
	public UUID id() {
		return this.job.id();
	}

	@Override
	public JsonNode request() {
		return this.job.request();
	}

	@Override
	public <T> T request(Class<T> type) {
		return Json.MAPPER.treeToValue(this.job.request(), type);
	}

	@Override
	public <T> @Nullable T resume(Class<T> type) {
		JsonNode resume = this.job.resume();
		return (resume != null) ? Json.MAPPER.treeToValue(resume, type) : null;
	}

	@Override
	public @Nullable String input() {
		return this.job.input();
	}

	@Override
	public synchronized long done() {
		return this.counts.done();
	}

	@Override
	public synchronized long failed() {
		return this.counts.failed();
	}

	@Override
	public synchronized void restart() {
		this.counts = this.counts.restarted();
	}

	@Override
	public <T> Mono<T> chunk(Mono<T> work, Function<T, JobChunk> outcome) {
		return Mono.<T>defer(() -> {
			enter();
			boolean tells = tells();
			return this.fence.run(this.job, counts(), work, outcome, tells).<T>handle((committed, sink) -> {
				JobStop.Reason reason = commit(committed.counts(), committed.cancelled());
				if (reason != null) {
					sink.error(new JobStop(reason));
				}
				else {
					sink.next(committed.value());
				}
			}).doOnError((ex) -> leave()).doOnCancel(this::leave);
		});
	}

	@Override
	public Mono<Void> report(long done, long total) {
		return this.fence.report(this.job, new JobCounts(done, 0, total, counts().faults()))
			.flatMap((cancelled) -> cancelled ? Mono.error(new JobStop(JobStop.Reason.CANCELLED)) : Mono.empty());
	}

	@Override
	public Mono<Void> keep(Path file, long size, String sha256, String type) {
		return this.files.putResult(this.job.id(), file, size, sha256, type).then(Mono.fromRunnable(this::kept));
	}

	private synchronized void kept() {
		this.hasFile = true;
	}

	/**
	 * Sets the number of faults that earlier attempts have stored.
	 */
	synchronized void knowFaults(int stored) {
		this.counts = this.counts.withFaults(stored);
	}

	/**
	 * Whether the work has stored a result file.
	 */
	synchronized boolean hasFile() {
		return this.hasFile;
	}

	/**
	 * Ends the work: at once if it is between two chunks, otherwise after its chunk.
	 */
	void stop(JobStop.Reason reason) {
		boolean atOnce;
		synchronized (this) {
			if (this.stop == null || reason == JobStop.Reason.LOST) {
				this.stop = reason;
			}
			atOnce = !this.inChunk || reason == JobStop.Reason.LOST;
		}
		if (atOnce) {
			this.stopped.tryEmitEmpty();
		}
	}

	/** Ends the work at once; its chunk is rolled back. */
	void abandon() {
		this.stopped.tryEmitEmpty();
	}

	/**
	 * Completes when the work must end at once.
	 */
	Mono<Void> stopped() {
		return this.stopped.asMono();
	}

	/**
	 * Why the work ends, null if it need not.
	 */
	synchronized JobStop.@Nullable Reason reason() {
		return this.stop;
	}

	synchronized JobCounts counts() {
		return this.counts;
	}

	// Once a second, and for the first chunk.
	private synchronized boolean tells() {
		long now = System.nanoTime();
		if (this.told != null && now - this.told < PAUSE.toNanos()) {
			return false;
		}
		this.told = now;
		return true;
	}

	private synchronized void enter() {
		if (this.stop != null) {
			throw new JobStop(this.stop);
		}
		this.inChunk = true;
	}

	private synchronized JobStop.@Nullable Reason commit(JobCounts committed, boolean cancelled) {
		// Here, because the next chunk may begin before this one has completed.
		this.inChunk = false;
		this.counts = committed;
		if (cancelled && this.stop == null) {
			this.stop = JobStop.Reason.CANCELLED;
		}
		return this.stop;
	}

	private synchronized void leave() {
		this.inChunk = false;
	}

}
