package dev.tintype.caption.load;

import java.util.List;
import java.util.Objects;

import dev.tintype.data.storage.Storage;
import dev.tintype.operation.job.JobChunk;
import dev.tintype.operation.job.JobFault;
import dev.tintype.operation.job.JobKind;
import dev.tintype.operation.job.JobRun;
import dev.tintype.operation.job.JobTally;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Imports captions as a job, which continues after the last row whose chunk is committed.
 * The id of the job is also the id of the operation.
 */
@Component
class ImportJob implements JobKind {

	/** The kind of these jobs. */
	static final String NAME = "import_captions";

	private final ImportRun imports;

	private final Storage storage;

	ImportJob(ImportRun imports, Storage storage) {
		this.imports = imports;
		this.storage = storage;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Mono<?> run(JobRun run) {
		ImportRequest request = ImportRequest.ofJob(run.request(ImportRequest.Stored.class));
		Progress resumed = run.resume(Progress.class);
		JobTally<Progress> progress = new JobTally<>((resumed != null) ? resumed : new Progress("", ImportCounts.NONE));
		// The folder of all images may change while the job runs.
		Mono<String> root = (resumed != null) ? Mono.just(resumed.root()) : this.imports.root(request);
		return root.flatMap((folder) -> {
			progress.set(new Progress(folder, progress.get().counts()));
			return this.storage.withFile(Objects.requireNonNull(run.input()),
					(source) -> this.imports.chunks(request, InputFile.read(source), progress.get().counts().rows())
						.concatMap((rows) -> chunk(run, request, rows, progress), 1)
						.then(Mono.fromSupplier(() -> progress.get().counts())));
		});
	}

	private Mono<List<ImportResult>> chunk(JobRun run, ImportRequest request, List<ImportedRow> rows,
			JobTally<Progress> progress) {
		return run.chunk(this.imports.save(request, rows, progress.get().root(), run.id()), (results) -> {
			List<JobFault> faults = results.stream()
				.filter(ImportResult::needsAttention)
				.map((result) -> new JobFault(item(result), result.problem()))
				.toList();
			return JobChunk.of(results.size() - faults.size(), progress.get().plus(results, run), faults);
		}).doOnNext((results) -> progress.set(progress.get().plus(results, run)));
	}

	private static String item(ImportResult result) {
		return (result.fileName() != null) ? result.fileName() : "row " + result.row();
	}

	/**
	 * How far a job has come.
	 *
	 * @param root the folder that names are relative to
	 * @param counts of the rows so far
	 */
	record Progress(String root, ImportCounts counts) {

		Progress plus(List<ImportResult> results, JobRun run) {
			return new Progress(this.root, this.counts.plus(results, run.id()));
		}

	}

}
