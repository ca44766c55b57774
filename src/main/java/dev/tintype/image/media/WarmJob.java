package dev.tintype.image.media;

import java.util.UUID;

import dev.tintype.operation.job.JobChunk;
import dev.tintype.operation.job.JobKind;
import dev.tintype.operation.job.JobRun;
import dev.tintype.operation.job.JobTally;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Makes the thumbnails of many images as a job, which continues after the last image
 * whose page is complete. Each thumbnail is stored in a separate transaction, so an
 * attempt after a crash finds those that are stored.
 */
@Component
class WarmJob implements JobKind {

	/** The kind of these jobs. */
	static final String NAME = "warm_thumbnails";

	private final ThumbnailWarming warming;

	WarmJob(ThumbnailWarming warming) {
		this.warming = warming;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Mono<?> run(JobRun run) {
		WarmRequest request = WarmRequest.ofJob(run.request());
		Progress resumed = run.resume(Progress.class);
		JobTally<Progress> progress = new JobTally<>(
				(resumed != null) ? resumed : new Progress(WarmCounts.START, WarmCounts.NONE));
		return this.warming.count(request)
			.flatMapMany((total) -> this.warming.run(request, progress.get().last()).concatMap((page) -> {
				Progress next = new Progress(page.last(), progress.get().counts().plus(page));
				progress.set(next);
				return run.chunk(JobChunk.of(page.images(), next, page.faults()).ofTotal(total));
			}, 1))
			.then(Mono.fromSupplier(() -> progress.get().counts()));
	}

	/**
	 * How far a job has come.
	 *
	 * @param last the last image of the last page
	 */
	record Progress(UUID last, WarmCounts counts) {
	}

}
