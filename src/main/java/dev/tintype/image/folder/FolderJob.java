package dev.tintype.image.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.tintype.data.batch.BatchSettings;
import dev.tintype.image.root.ImageRoots;
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
			return files.count().flatMap((total) -> new Registering(run, request, files, total).register());
		});
	}

	private Mono<Path> folder(FolderRequest request) {
		return Mono.fromCallable(() -> this.roots.folder(request.folderPath()))
			.subscribeOn(Schedulers.boundedElastic());
	}

	private static FolderRequest read(JsonNode request) {
		return FolderRequest.read(Json.MAPPER.writeValueAsBytes(request));
	}

	/**
	 * One attempt at a job.
	 */
	private final class Registering {

		private final JobRun run;

		private final FolderRequest request;

		private final Flux<FoundFile> files;

		private final long total;

		Registering(JobRun run, FolderRequest request, Flux<FoundFile> files, long total) {
			this.run = run;
			this.request = request;
			this.files = files;
			this.total = total;
		}

		Mono<Counts> register() {
			Place place = this.run.resume(Place.class);
			if (place == null) {
				return register(this.files, Counts.none(this.request));
			}
			PlaceSearch search = new PlaceSearch(place);
			return register(this.files.filter(search::isBehind), place.counts()).flatMap((counts) -> {
				if (search.isFound()) {
					return Mono.just(counts);
				}
				// The folder of the last file is gone. Registered files are found
				// unchanged.
				this.run.restart();
				return register(this.files, Counts.none(this.request));
			});
		}

		private Mono<Counts> register(Flux<FoundFile> rest, Counts before) {
			FolderRegistration registration = FolderJob.this.registration;
			JobTally<Counts> counts = new JobTally<>(before);
			return rest.buffer(FolderJob.this.settings.chunkSize())
				// Reads the headers of one chunk while the one before is written.
				.flatMapSequential((chunk) -> registration.prepare(chunk, this.request.sidecars()), 1, 1)
				.concatMap((prepared) -> this.run.chunk(registration.commit(prepared, this.run.id()),
						(committed) -> chunk(prepared, committed, counts.get().plus(committed))), 1)
				.doOnNext((committed) -> counts.set(counts.get().plus(committed)))
				.then(Mono.fromSupplier(counts::get));
		}

		private JobChunk chunk(FolderRegistration.Prepared prepared, FolderRegistration.Committed committed,
				Counts counts) {
			List<JobFault> faults = new ArrayList<>();
			committed.events()
				.stream()
				.filter((event) -> event.event() == FileEvent.Kind.SKIPPED)
				.forEach((event) -> faults
					.add(new JobFault(event.path(), Objects.requireNonNullElse(event.reason(), ""))));
			long failed = faults.size();
			committed.sidecars().failed().forEach((fault) -> faults.add(new JobFault(fault.path(), fault.reason())));
			Path last = prepared.chunk().get(prepared.chunk().size() - 1).entry();
			return new JobChunk(committed.events().size() - failed, failed, this.total, Place.of(last, counts), faults);
		}

	}

	/**
	 * The counts of a job, which are its result.
	 *
	 * @param total the number of files
	 * @param registered the number of new files
	 * @param updated the number of files that were read again
	 * @param unchanged the number of files that were not
	 * @param skipped the number of files that cannot be registered
	 * @param sidecars the imported captions, null if none were requested
	 */
	record Counts(long total, long registered, long updated, long unchanged, long skipped,
			FolderCaptions.@Nullable Result sidecars) {

		static Counts none(FolderRequest request) {
			return new Counts(0, 0, 0, 0, 0, (request.sidecars() != null) ? FolderCaptions.Result.NONE : null);
		}

		Counts plus(FolderRegistration.Committed committed) {
			List<FileEvent> events = committed.events();
			return new Counts(this.total + events.size(), this.registered + count(events, FileEvent.Kind.REGISTERED),
					this.updated + count(events, FileEvent.Kind.UPDATED),
					this.unchanged + count(events, FileEvent.Kind.UNCHANGED),
					this.skipped + count(events, FileEvent.Kind.SKIPPED),
					(this.sidecars != null) ? this.sidecars.plus(committed.sidecars()) : null);
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
