package dev.tintype.text.ingest;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import dev.tintype.operation.job.JobChunk;
import dev.tintype.operation.job.JobFault;
import dev.tintype.operation.job.JobKind;
import dev.tintype.operation.job.JobRun;
import dev.tintype.operation.job.JobStop;
import dev.tintype.operation.job.JobTally;
import dev.tintype.support.FileNames;
import dev.tintype.text.documentsave.SavedDocument.Effect;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.ProblemException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/**
 * Ingests a directory as a job, which continues after the last file whose batch is
 * committed. The files are sorted by name, so that file itself may be gone.
 */
@Component
class IngestDirectoryJob implements JobKind {

	/** The kind of these jobs. */
	static final String NAME = "ingest_directory";

	private static final String ELSEWHERE = "The directory does not exist on this instance, or lies outside its folders.";

	private final Ingestion ingestion;

	private final IngestWalk walk;

	IngestDirectoryJob(Ingestion ingestion, IngestWalk walk) {
		this.ingestion = ingestion;
		this.walk = walk;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Mono<String> obstacle(JsonNode request) {
		return this.walk.find(read(request))
			.<String>flatMap((directory) -> Mono.empty())
			.onErrorReturn(ProblemException.class, ELSEWHERE);
	}

	@Override
	public Mono<?> run(JobRun run) {
		IngestDirectoryRequest request = read(run.request());
		Counts resumed = run.resume(Counts.class);
		JobTally<Counts> counts = new JobTally<>((resumed != null) ? resumed : Counts.NONE);
		Flux<IngestFile> files = Ingestion.once(this.walk.files(request));
		return files.count()
			.flatMap((total) -> this.ingestion
				.ingestEach(left(files, counts.get().last()), request.encoding(),
						(batch) -> save(run, batch, counts, total))
				.then(Mono.fromSupplier(() -> counts.get().result())));
	}

	private static Flux<IngestFile> left(Flux<IngestFile> files, @Nullable String last) {
		if (last == null) {
			return files;
		}
		Path place = FileNames.path(last);
		return files.filter((file) -> FileNames.path(Objects.requireNonNull(file.file())).compareTo(place) > 0);
	}

	// A transaction cannot continue after a failed statement, so the files are then saved
	// one by one.
	private Flux<Counts> save(JobRun run, List<IngestRead> batch, JobTally<Counts> counts, long total) {
		return chunk(run, this.ingestion.saveAll(batch), counts, total).flux()
			.onErrorResume(IngestDirectoryJob::isOfFile, (ex) -> Flux.fromIterable(batch)
				.concatMap((file) -> chunk(run, this.ingestion.saveAll(List.of(file)), counts, total).onErrorResume(
						IngestDirectoryJob::isOfFile,
						(fault) -> chunk(run, Mono.just(List.of(file.failed(Ingestion.UNSAVED))), counts, total)), 1));
	}

	private static boolean isOfFile(Throwable failure) {
		return !(failure instanceof JobStop) && Ingestion.isOfFile(failure);
	}

	private static Mono<Counts> chunk(JobRun run, Mono<List<IngestResult>> saving, JobTally<Counts> counts,
			long total) {
		return run.chunk(saving, (results) -> chunk(results, counts.get(), total))
			.map((results) -> counts.set(counts.get().plus(results)));
	}

	private static JobChunk chunk(List<IngestResult> results, Counts before, long total) {
		List<JobFault> faults = results.stream()
			.filter((result) -> result.saved() == null)
			.map((result) -> new JobFault(String.valueOf(result.file()), String.valueOf(result.error())))
			.toList();
		return JobChunk.of(results.size() - faults.size(), before.plus(results), faults).ofTotal(total);
	}

	private static IngestDirectoryRequest read(JsonNode request) {
		return IngestDirectoryRequest.read(Json.MAPPER.writeValueAsBytes(request));
	}

	/**
	 * How far a job has come.
	 *
	 * @param last the name of the last committed file, null at the beginning
	 * @param succeeded the number of files that were ingested
	 * @param failed the number of files that failed
	 * @param unchanged the number of ingested files whose documents did not change
	 */
	record Counts(@Nullable String last, long succeeded, long failed, long unchanged) {

		static final Counts NONE = new Counts(null, 0, 0, 0);

		Counts plus(List<IngestResult> results) {
			long more = results.stream().filter((result) -> result.saved() != null).count();
			long same = results.stream().filter((result) -> result.saved() == Effect.UNCHANGED).count();
			return new Counts(results.get(results.size() - 1).file(), this.succeeded + more,
					this.failed + results.size() - more, this.unchanged + same);
		}

		Result result() {
			return new Result(this.succeeded, this.failed, this.unchanged, this.succeeded + this.failed);
		}

	}

	/**
	 * The response without its rows.
	 */
	record Result(long successCount, long failedCount, long unchangedCount, long total) {
	}

}
