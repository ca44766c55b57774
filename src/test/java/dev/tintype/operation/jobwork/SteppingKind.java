package dev.tintype.operation.jobwork;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;

import dev.tintype.operation.job.JobChunk;
import dev.tintype.operation.job.JobFault;
import dev.tintype.operation.job.JobKind;
import dev.tintype.operation.job.JobRun;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Commits one step after the other. Its name is random, so that only the workers of its
 * test run it.
 */
class SteppingKind implements JobKind {

	private final String name = "stepping_" + UUID.randomUUID();

	private final List<Integer> committed = new CopyOnWriteArrayList<>();

	private final List<Boolean> attempted = new CopyOnWriteArrayList<>();

	private final int steps;

	private final IntFunction<Mono<?>> before;

	SteppingKind(int steps) {
		this(steps, (step) -> Mono.empty());
	}

	/**
	 * @param before what happens before a step, outside of its transaction
	 */
	SteppingKind(int steps, IntFunction<Mono<?>> before) {
		this.steps = steps;
		this.before = before;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public Mono<String> obstacle(JsonNode request) {
		boolean elsewhere = request.path("elsewhere").asBoolean(false);
		this.attempted.add(elsewhere);
		return elsewhere ? Mono.just("The folder is elsewhere.") : Mono.empty();
	}

	@Override
	public Mono<?> run(JobRun run) {
		int from = Objects.requireNonNullElse(run.resume(Integer.class), 0);
		return Flux.range(from, this.steps - from)
			.concatMap((step) -> this.before.apply(step).then(run.chunk(Mono.just(step), SteppingKind.this::chunk)), 1)
			.doOnNext(this.committed::add)
			.then(Mono.fromSupplier(() -> Map.of("steps", run.done(), "failed", run.failed())));
	}

	// Every tenth step fails.
	private JobChunk chunk(int step) {
		JobChunk chunk = (step % 10 == 9)
				? JobChunk.of(0, step + 1, List.of(new JobFault("step " + step, "is the tenth")))
				: JobChunk.of(1, step + 1);
		return chunk.ofTotal(this.steps);
	}

	/**
	 * The steps that were committed, in order.
	 */
	List<Integer> committed() {
		return this.committed;
	}

	/**
	 * Whether each job that an instance tried to run met an obstacle, in order.
	 */
	List<Boolean> attempted() {
		return this.attempted;
	}

	void forgetAttempts() {
		this.attempted.clear();
	}

}
