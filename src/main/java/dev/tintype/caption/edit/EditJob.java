package dev.tintype.caption.edit;

import java.util.List;
import java.util.UUID;

import dev.tintype.data.batch.Chunks;
import dev.tintype.operation.job.JobChunk;
import dev.tintype.operation.job.JobKind;
import dev.tintype.operation.job.JobRun;
import dev.tintype.operation.job.JobTally;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
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

	private final int chunkSize;

	@Autowired
	EditJob(EditRun edits) {
		this(edits, CHUNK);
	}

	EditJob(EditRun edits, int chunkSize) {
		this.edits = edits;
		this.chunkSize = chunkSize;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Mono<?> run(JobRun run) {
		EditRequest request = EditRequest.ofJob(run.request());
		Progress resumed = run.resume(Progress.class);
		JobTally<Progress> progress = new JobTally<>((resumed != null) ? resumed : new Progress(null, EditTally.NONE));
		Mono<Void> prepared = (resumed != null) ? this.edits.prepareAgain(request, run.id())
				: this.edits.prepare(request);
		return prepared.thenMany(this.edits.slices(request, progress.get().start()))
			.concatMapIterable((slice) -> Chunks.cut(slice, this.chunkSize), 1)
			.concatMap((ids) -> chunk(run, request, ids, progress), 1)
			.then(Mono.fromSupplier(() -> request.result(progress.get().tally(), run.id())));
	}

	private Mono<Edited> chunk(JobRun run, EditRequest request, List<UUID> ids, JobTally<Progress> progress) {
		int most = (int) Math.min(ids.size(), request.left(progress.get().tally()));
		if (most == 0) {
			return Mono.empty();
		}
		UUID last = ids.get(most - 1);
		return run
			.chunk(this.edits.edit(request, request.operation(run.id()), ids.subList(0, most)),
					(edited) -> JobChunk.of(edited.tally().matched(), progress.get().plus(last, edited.tally())))
			.doOnNext((edited) -> progress.set(progress.get().plus(last, edited.tally())));
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
