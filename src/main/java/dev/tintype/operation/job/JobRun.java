package dev.tintype.operation.job;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;

import dev.tintype.web.http.Json;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.JsonNode;

/**
 * One attempt at a job, by the instance that owns it. Its kind commits the work in chunks
 * and needs to know nothing of leases, cancellation and shutdown: a chunk that must not
 * be the next one ends with a {@link JobStop}.
 */
public final class JobRun {

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

	JobRun(OwnedJob job, JobFence fence, JobFiles files) {
		this.job = job;
		this.fence = fence;
		this.files = files;
		this.counts = job.counts();
	}

	/**
	 * The id of the job.
	 * @return also the id of the operation whose rows the job writes, if it has one
	 */
	public UUID id() {
		return this.job.id();
	}

	/**
	 * The request of the job.
	 * @return as the handler submitted it
	 */
	public JsonNode request() {
		return this.job.request();
	}

	/**
	 * The request of the job as a value.
	 * @param <T> its type
	 * @return as the handler submitted it
	 */
	public <T> T request(Class<T> type) {
		return Json.MAPPER.treeToValue(this.job.request(), type);
	}

	/**
	 * The point where the work continues.
	 * @param <T> its type
	 * @return that of the last committed chunk; null at the beginning
	 */
	public <T> @Nullable T resume(Class<T> type) {
		JsonNode resume = this.job.resume();
		return (resume != null) ? Json.MAPPER.treeToValue(resume, type) : null;
	}

	/**
	 * The input of the job.
	 * @return its storage key; null if there is none
	 */
	public @Nullable String input() {
		return this.job.input();
	}

	/**
	 * The number of items that succeeded, in all attempts.
	 * @return as of the last committed chunk
	 */
	public synchronized long done() {
		return this.counts.done();
	}

	/**
	 * The number of items that failed, in all attempts.
	 * @return as of the last committed chunk
	 */
	public synchronized long failed() {
		return this.counts.failed();
	}

	/** Sets the counters to zero, because the work begins anew. */
	public synchronized void restart() {
		this.counts = this.counts.restarted();
	}

	/**
	 * Runs a chunk as one transaction. It ends with the statement that checks that this
	 * instance still owns the job, and stores the counters and the resume point. Chunks
	 * run one after the other.
	 * @param <T> what the work gives
	 * @param work the statements of the chunk, which may run more than once after a
	 * conflict. It gives exactly one value
	 * @param outcome tells what the chunk has done
	 * @return what the work gives, once it is committed; a {@link JobStop} if it must not
	 * be committed, or if no further chunk may follow
	 */
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

	/**
	 * Stores counters and a resume point, for work that has no transaction of its own.
	 * @param chunk what has been done
	 * @return completes when it is stored; a {@link JobStop} as for a chunk
	 */
	public Mono<Void> chunk(JobChunk chunk) {
		return chunk(Mono.just(chunk), Function.identity()).then();
	}

	/**
	 * Stores the progress of work that begins anew with each attempt. It commits no
	 * chunk, so that three such attempts end the job as interrupted.
	 * @param done the number of finished items
	 * @param total the number of all items
	 * @return completes when it is stored; a {@link JobStop} as for a chunk
	 */
	public Mono<Void> report(long done, long total) {
		return this.fence.report(this.job, new JobCounts(done, 0, total, counts().faults()))
			.flatMap((cancelled) -> cancelled ? Mono.error(new JobStop(JobStop.Reason.CANCELLED)) : Mono.empty());
	}

	/**
	 * Stores the result file of the job. An incomplete or earlier file of the job is
	 * replaced.
	 * @param file a local file that nothing else uses
	 * @param size in bytes
	 * @param sha256 of its bytes in hex
	 * @param type its media type
	 * @return completes when the file is stored; clients see it when the job is done
	 */
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
