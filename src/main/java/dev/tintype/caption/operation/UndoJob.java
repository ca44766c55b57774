package dev.tintype.caption.operation;

import java.util.UUID;

import dev.tintype.operation.job.JobChunk;
import dev.tintype.operation.job.JobKind;
import dev.tintype.operation.job.JobRun;
import dev.tintype.operation.job.JobTally;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Undoes or redoes a large operation in chunks.
 */
@Component
class UndoJob implements JobKind {

	/** The kind of these jobs. */
	static final String NAME = "undo_operation";

	/** The pages of a chunk, which is one transaction. */
	private static final int PAGES = 2;

	private final Undo undo;

	UndoJob(Undo undo) {
		this.undo = undo;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Mono<?> run(JobRun run) {
		Request request = run.request(Request.class);
		Undo.Point resumed = run.resume(Undo.Point.class);
		JobTally<Undo.Point> at = new JobTally<>((resumed != null) ? resumed : Undo.Point.BEGIN);
		return Mono.defer(() -> chunk(run, request, at))
			.repeat(() -> !at.get().ended())
			.then(Mono.fromSupplier(() -> at.get().done()));
	}

	private Mono<Undo.Point> chunk(JobRun run, Request request, JobTally<Undo.Point> at) {
		Undo.Point from = at.get();
		if (from.ended()) {
			return Mono.just(from);
		}
		Mono<Undo.Point> work = this.undo.pages(request.operationId(), request.direction(), from, PAGES)
			.flatMap((to) -> to.ended()
					? this.undo.complete(request.operationId(), request.direction(), to.done()).map(to::completed)
					: Mono.just(to));
		return run.chunk(work, (to) -> JobChunk.of(to.captions() - from.captions(), to)).doOnNext(at::set);
	}

	/**
	 * The request of a job.
	 */
	record Request(UUID operationId, Direction direction) {
	}

}
