package dev.tintype.caption.edit;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import dev.tintype.data.batch.Chunks;
import dev.tintype.operation.job.JobChunk;
import dev.tintype.operation.job.JobKind;
import dev.tintype.operation.job.JobRun;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Edits or clears the captions of many images in chunks, as one operation whose id is the
 * id of the job.
 */
@Component
class EditJob implements JobKind {

	/** The kind of these jobs. */
	static final String NAME = "edit_captions";

	/** The images of a chunk, which is one transaction. */
	private static final int CHUNK = 1_000;

	private final EditRun edits;

	EditJob(EditRun edits) {
		this.edits = edits;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Mono<?> run(JobRun run) {
		EditRequest request = EditRequest.ofJob(run.request());
		Progress resumed = run.resume(Progress.class);
		AtomicReference<Progress> progress = new AtomicReference<>(
				(resumed != null) ? resumed : new Progress(null, EditTally.NONE));
		return this.edits.prepare(request)
			.thenMany(this.edits.slices(request, now(progress).start()))
			.concatMapIterable((slice) -> Chunks.cut(slice, CHUNK), 1)
			.concatMap((ids) -> chunk(run, request, ids, progress), 1)
			.then(Mono.fromSupplier(() -> request.result(now(progress).tally(), run.id())));
	}

	private Mono<Edited> chunk(JobRun run, EditRequest request, List<UUID> ids, AtomicReference<Progress> progress) {
		UUID last = ids.get(ids.size() - 1);
		return run
			.chunk(this.edits.edit(request, request.operation(run.id()), ids),
					(edited) -> JobChunk.of(edited.tally().matched(), now(progress).plus(last, edited.tally())))
			.doOnNext((edited) -> progress.set(now(progress).plus(last, edited.tally())));
	}

	private static Progress now(AtomicReference<Progress> progress) {
		return Objects.requireNonNull(progress.get());
	}

	/**
	 * How far a job has come.
	 *
	 * @param imageId the last image that was edited, null at the beginning
	 */
	record Progress(@Nullable UUID imageId, EditTally tally) {

		UUID start() {
			return (this.imageId != null) ? this.imageId : EditRun.START;
		}

		Progress plus(UUID last, EditTally chunk) {
			return new Progress(last, this.tally.plus(chunk));
		}

	}

}
