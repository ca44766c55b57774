package dev.tintype.image.deletion;

import java.util.List;
import java.util.UUID;

import dev.tintype.data.batch.Chunks;
import dev.tintype.operation.job.JobChunk;
import dev.tintype.operation.job.JobKind;
import dev.tintype.operation.job.JobRun;
import dev.tintype.operation.job.JobTally;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Deletes the images that a filter selects as a job, in chunks. After a crash it
 * continues after the last image whose chunk is committed.
 */
@Component
class DeletionJob implements JobKind {

	/** The kind of these jobs. */
	static final String NAME = "delete_images";

	private final SelectedDeletion selected;

	private final ImageDeletion deletion;

	DeletionJob(SelectedDeletion selected, ImageDeletion deletion) {
		this.selected = selected;
		this.deletion = deletion;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Mono<?> run(JobRun run) {
		DeletionRequest request = DeletionRequest.ofJob(run.request());
		Progress resumed = run.resume(Progress.class);
		JobTally<Progress> progress = new JobTally<>(
				(resumed != null) ? resumed : new Progress(SelectedDeletion.START, DeletedImages.NONE));
		return this.selected.slices(request, progress.get().last())
			.concatMapIterable((slice) -> Chunks.cut(slice, ImageDeletion.CHUNK), 1)
			.concatMap((ids) -> chunk(run, request, ids, progress), 1)
			.then(Mono.fromSupplier(() -> progress.get().counts()));
	}

	private Mono<DeletedImages> chunk(JobRun run, DeletionRequest request, List<UUID> ids,
			JobTally<Progress> progress) {
		int most = (int) Math.min(ids.size(), request.left(progress.get().counts()));
		if (most == 0) {
			return Mono.empty();
		}
		UUID last = ids.get(most - 1);
		Removal removal = new Removal();
		Mono<DeletedImages> work = this.deletion.rows(ids.subList(0, most), request.filter(), removal)
			.doFirst(removal::begin);
		return this.deletion
			.afterwards(run.chunk(work, (done) -> JobChunk.of(done.found(), progress.get().plus(last, done))), removal)
			.doOnNext((done) -> progress.set(progress.get().plus(last, done)));
	}

	/**
	 * How far a job has come.
	 *
	 * @param last the last image of the last chunk
	 */
	record Progress(UUID last, DeletedImages counts) {

		Progress plus(UUID image, DeletedImages chunk) {
			return new Progress(image, this.counts.plus(chunk));
		}

	}

}
