package dev.tintype.caption.sidecar;

import java.util.UUID;

import dev.tintype.operation.job.JobChunk;
import dev.tintype.operation.job.JobKind;
import dev.tintype.operation.job.JobRun;
import dev.tintype.operation.job.JobTally;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Writes text files as a job, which continues after the last image of a committed page.
 */
@Component
class SidecarJob implements JobKind {

	/** The kind of these jobs. */
	static final String NAME = "write_sidecars";

	private final SidecarWriter writer;

	private final SidecarStates states;

	SidecarJob(SidecarWriter writer, SidecarStates states) {
		this.writer = writer;
		this.states = states;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Mono<?> run(JobRun run) {
		SidecarRequest request = SidecarRequest.read(run.request());
		Progress resumed = run.resume(Progress.class);
		JobTally<Progress> progress = new JobTally<>(
				(resumed != null) ? resumed : new Progress(SidecarWriter.START, SidecarCounts.NONE));
		return this.writer.write(request, progress.get().imageId())
			.concatMap((page) -> run
				.chunk(this.states.save(page.written(), request.extension()).thenReturn(page), (done) -> {
					SidecarCounts counts = done.counts();
					return new JobChunk(counts.written() + counts.skipped(), counts.failed(), null,
							progress.get().plus(done), counts.faults());
				})
				.doOnNext((done) -> progress.set(progress.get().plus(done))), 0)
			.then(Mono.fromSupplier(() -> progress.get().counts()));
	}

	/**
	 * How far a job has come.
	 *
	 * @param imageId the last image
	 */
	record Progress(UUID imageId, SidecarCounts counts) {

		Progress plus(SidecarWriter.Page page) {
			return new Progress(page.last(), this.counts.plus(page.counts()));
		}

	}

}
