package dev.tintype.image.folder;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import dev.tintype.data.batch.BatchSettings;
import dev.tintype.image.registry.ImageRoots;
import dev.tintype.operation.job.JobChunk;
import dev.tintype.operation.job.JobFault;
import dev.tintype.operation.job.JobKind;
import dev.tintype.operation.job.JobRun;
import dev.tintype.operation.job.JobTally;
import dev.tintype.support.FileNames;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.ProblemException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/**
 * Registers a folder as a job, which continues after the last file of the walk whose
 * chunk is committed.
 */
@Component
class FolderJob implements JobKind {

	/** The kind of these jobs. */
	static final String NAME = "register_folder";

	private static final String ELSEWHERE = "The folder does not exist on this instance, or lies outside its folders.";

	private final FolderRegistration registration;

	private final ImageRoots roots;

	private final BatchSettings settings;

	FolderJob(FolderRegistration registration, ImageRoots roots, BatchSettings settings) {
		this.registration = registration;
		this.roots = roots;
		this.settings = settings;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Mono<String> obstacle(JsonNode request) {
		return folder(read(request)).<String>flatMap((folder) -> Mono.empty())
			.onErrorReturn(ProblemException.class, ELSEWHERE);
	}

	@Override
	public Mono<?> run(JobRun run) {
		FolderRequest request = read(run.request());
		return folder(request).flatMap((folder) -> {
			Flux<FoundFile> files = FolderWalk.files(folder, request.recursive(), this.roots);
			return files.count().flatMap((total) -> register(run, files, total));
		});
	}

	private Mono<Counts> register(JobRun run, Flux<FoundFile> files, long total) {
		Place place = run.resume(Place.class);
		if (place == null) {
			return register(run, files, total, Counts.NONE);
		}
		PlaceSearch search = new PlaceSearch(place);
		return register(run, files.filter(search::isBehind), total, place.counts()).flatMap((counts) -> {
			if (search.isFound()) {
				return Mono.just(counts);
			}
			// The folder of the last file is gone. Registered files are found unchanged.
			run.restart();
			return register(run, files, total, Counts.NONE);
		});
	}

	private Mono<Counts> register(JobRun run, Flux<FoundFile> files, long total, Counts before) {
		JobTally<Counts> counts = new JobTally<>(before);
		return files.buffer(this.settings.chunkSize())
			// Reads the headers of one chunk while the one before is written.
			.flatMapSequential(this.registration::prepare, 1, 1)
			.concatMap((prepared) -> run.chunk(this.registration.commit(prepared),
					(events) -> chunk(prepared, events, counts.get().plus(events), total)), 1)
			.doOnNext((events) -> counts.set(counts.get().plus(events)))
			.then(Mono.fromSupplier(counts::get));
	}

	private static JobChunk chunk(FolderRegistration.Prepared prepared, List<FileEvent> events, Counts counts,
			long total) {
		List<JobFault> faults = events.stream()
			.filter((event) -> event.event() == FileEvent.Kind.SKIPPED)
			.map((event) -> new JobFault(event.path(), Objects.requireNonNullElse(event.reason(), "")))
			.toList();
		Path last = prepared.chunk().get(prepared.chunk().size() - 1).entry();
		return JobChunk.of(events.size() - faults.size(), Place.of(last, counts), faults).ofTotal(total);
	}

	private Mono<Path> folder(FolderRequest request) {
		return Mono.fromCallable(() -> this.roots.folder(request.folderPath()))
			.subscribeOn(Schedulers.boundedElastic());
	}

	private static FolderRequest read(JsonNode request) {
		return FolderRequest.read(Json.MAPPER.writeValueAsBytes(request));
	}

	/**
	 * The counts of a job, which are its result.
	 *
	 * @param total the number of files
	 * @param registered the number of new files
	 * @param updated the number of files that were read again
	 * @param unchanged the number of files that were not
	 * @param skipped the number of files that cannot be registered
	 */
	record Counts(long total, long registered, long updated, long unchanged, long skipped) {

		static final Counts NONE = new Counts(0, 0, 0, 0, 0);

		Counts plus(List<FileEvent> events) {
			return new Counts(this.total + events.size(), this.registered + count(events, FileEvent.Kind.REGISTERED),
					this.updated + count(events, FileEvent.Kind.UPDATED),
					this.unchanged + count(events, FileEvent.Kind.UNCHANGED),
					this.skipped + count(events, FileEvent.Kind.SKIPPED));
		}

		private static long count(List<FileEvent> events, FileEvent.Kind kind) {
			return events.stream().filter((event) -> event.event() == kind).count();
		}

	}

	/**
	 * The last file of a committed chunk.
	 *
	 * @param folder its folder, as the walk found it
	 * @param name its name in that folder
	 */
	record Place(String folder, String name, Counts counts) {

		static Place of(Path file, Counts counts) {
			return new Place(folder(file), FileNames.name(file), counts);
		}

		static String folder(Path file) {
			Path folder = file.getParent();
			return (folder != null) ? FileNames.text(folder) : "";
		}

	}

	/**
	 * Passes over the files of a walk up to a place. The file of the place may be gone,
	 * because the files of a folder are sorted.
	 */
	private static final class PlaceSearch {

		private final Place place;

		private final Path name;

		private boolean reached;

		private boolean passed;

		PlaceSearch(Place place) {
			this.place = place;
			this.name = FileNames.path(place.name());
		}

		boolean isBehind(FoundFile file) {
			if (this.passed) {
				return true;
			}
			boolean inFolder = Place.folder(file.entry()).equals(this.place.folder());
			@Nullable Path own = file.entry().getFileName();
			this.passed = inFolder ? own != null && own.compareTo(this.name) > 0 : this.reached;
			this.reached |= inFolder;
			return this.passed;
		}

		boolean isFound() {
			return this.reached;
		}

	}

}
