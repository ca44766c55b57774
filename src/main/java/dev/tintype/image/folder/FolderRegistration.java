package dev.tintype.image.folder;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import dev.tintype.data.batch.BatchSettings;
import dev.tintype.data.batch.Chunks;
import dev.tintype.data.sql.Transactions;
import dev.tintype.data.sql.Turns;
import dev.tintype.image.folder.FileEvent.Kind;
import dev.tintype.image.folder.RegisterFiles.FileRow;
import dev.tintype.image.registry.ImageRepository;
import dev.tintype.image.root.ImageRoots;
import dev.tintype.imaging.probe.PictureProbe;
import dev.tintype.imaging.thumbnail.ThumbnailRepository;
import dev.tintype.imaging.work.PictureException;
import dev.tintype.support.CheckedFile;
import dev.tintype.support.FileNames;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Registers the pictures of a folder. It walks the folder, reads the headers of new and
 * changed files, and writes each chunk in one transaction.
 */
@Component
class FolderRegistration {

	/**
	 * The maximum number of files of a chunk that wait for a worker to read their header.
	 */
	static final int PROBES = 16;

	private static final String WRITES = "writes";

	private final Turns<String> writes = new Turns<>();

	private final ImageRoots roots;

	private final PictureProbe probe;

	private final RegisterFiles files;

	private final ImageRepository images;

	private final ThumbnailRepository thumbnails;

	private final Transactions transactions;

	private final BatchSettings settings;

	private final FolderCaptions captions;

	FolderRegistration(ImageRoots roots, PictureProbe probe, RegisterFiles files, ImageRepository images,
			ThumbnailRepository thumbnails, Transactions transactions, BatchSettings settings,
			FolderCaptions captions) {
		this.roots = roots;
		this.probe = probe;
		this.files = files;
		this.images = images;
		this.thumbnails = thumbnails;
		this.transactions = transactions;
		this.settings = settings;
		this.captions = captions;
	}

	/**
	 * Registers a folder.
	 * @param recursive whether to include subfolders
	 * @param sidecars which captions are imported
	 * @return one event per file, in the order of the walk; a chunk is emitted when it is
	 * committed
	 */
	Flux<List<FileEvent>> register(Path folder, boolean recursive, SidecarOption sidecars) {
		return Flux.defer(() -> {
			FolderProgress progress = new FolderProgress();
			Flux<List<FoundFile>> chunks = FolderWalk.files(folder, recursive, this.roots)
				.doOnNext((file) -> progress.meet())
				.doOnComplete(progress::end)
				.buffer(this.settings.chunkSize());
			return Chunks
				.runKeyed(new Turns<>(), chunks, this.settings.concurrency(), FoundFile::path,
						(chunk) -> chunk(chunk, sidecars))
				.map(progress::events);
		});
	}

	private Mono<List<FileOutcome>> chunk(List<FoundFile> chunk, SidecarOption sidecars) {
		return prepare(chunk, sidecars.extension()).flatMap((prepared) -> write(prepared)
			.then(Mono.defer(() -> this.transactions.run(prepared.sidecars().save(sidecars.operation()))))
			.doOnNext(sidecars::add)
			.then(Mono.defer(() -> withImages(prepared))));
	}

	/**
	 * Reads the headers of new and changed files, and the captions, and writes nothing.
	 * @param chunk at most a chunk
	 * @param extension of the text files with captions, null for none
	 */
	Mono<Prepared> prepare(List<FoundFile> chunk, @Nullable String extension) {
		Map<String, FoundFile> wanted = new LinkedHashMap<>();
		for (FoundFile file : chunk) {
			if (file.reason() == null) {
				// If several links lead to one file, the first link names it.
				wanted.merge(file.path(), file, (before, next) -> before.isRenamed() ? before : next);
			}
		}
		Map<String, FileOutcome> outcomes = new ConcurrentHashMap<>();
		List<FoundFile> renamed = new ArrayList<>();
		return this.files.known(wanted.values())
			.filter((state) -> state.matches(Objects.requireNonNull(wanted.get(state.path()))))
			.collectList()
			.doOnNext((known) -> known.forEach((state) -> {
				FoundFile file = Objects.requireNonNull(wanted.get(state.path()));
				boolean rename = state.lacksNameOf(file);
				if (rename) {
					renamed.add(file);
				}
				outcomes.put(file.path(),
						new FileOutcome(rename ? Kind.UPDATED : Kind.UNCHANGED, null, file.path(), null));
			}))
			.then(Mono.defer(() -> read(wanted, outcomes)))
			.flatMap((read) -> sidecars(wanted, outcomes, extension)
				.map((sidecars) -> new Prepared(chunk, read, renamed, outcomes, sidecars)));
	}

	private Mono<FolderCaptions.Reading> sidecars(Map<String, FoundFile> wanted, Map<String, FileOutcome> outcomes,
			@Nullable String extension) {
		if (extension == null) {
			return Mono.just((operation) -> Mono.just(FolderCaptions.Result.NONE));
		}
		List<FolderCaptions.Picture> pictures = wanted.values()
			.stream()
			.filter((file) -> !FileOutcome.isSkipped(outcomes.get(file.path())))
			.map((file) -> new FolderCaptions.Picture(file.entry(), file.path()))
			.toList();
		return this.captions.read(pictures, extension);
	}

	/**
	 * Writes the rows of a chunk, in the transaction of the caller if there is one.
	 * @param operation the id of the import of captions
	 * @return one event per file, in order and without images
	 */
	Mono<Committed> commit(Prepared prepared, UUID operation) {
		return write(prepared).then(Mono.defer(() -> prepared.sidecars().save(operation))).map((sidecars) -> {
			Map<String, FileOutcome> left = new HashMap<>(prepared.outcomes());
			return new Committed(prepared.chunk().stream().map((file) -> {
				FileOutcome outcome = outcome(file, left).as(file);
				return new FileEvent(outcome.kind(), 0, null, null, outcome.path(), outcome.reason());
			}).toList(), sidecars);
		});
	}

	private Mono<List<RegisteredFile>> read(Map<String, FoundFile> wanted, Map<String, FileOutcome> outcomes) {
		return Flux.fromIterable(wanted.values())
			.filter((file) -> !outcomes.containsKey(file.path()))
			.flatMapSequential((file) -> this.probe
				.probe(() -> open(file), (opened, header) -> RegisteredFile.Read.of(file.as(opened), opened, header))
				.onErrorResume(FolderRegistration::isFault, (ex) -> {
					String reason = ((PictureException) ex).getBody().getDetail();
					outcomes.put(file.path(), new FileOutcome(Kind.SKIPPED, null, file.path(), reason));
					return Mono.empty();
				}), PROBES)
			// The ids ascend in the order of the walk, not in the order in which the
			// headers were read.
			.map(RegisteredFile::of)
			.collectList();
	}

	/**
	 * Finds out whether a file would be registered, reading its header if the name does
	 * not decide.
	 * @return the same file, or empty if neither name nor bytes are those of a supported
	 * picture
	 */
	Mono<FoundFile> preview(FoundFile file) {
		if (file.reason() != null || FolderWalk.isSupported(file.filename())) {
			return Mono.just(file);
		}
		return this.probe.probe(() -> open(file), (opened, header) -> file)
			.onErrorResume(FolderRegistration::isFault, (ex) -> Mono.empty());
	}

	// If the workers are busy, the file is not at fault.
	private static boolean isFault(Throwable ex) {
		return ex instanceof PictureException fault && fault.getStatusCode().is4xxClientError();
	}

	// A link may have changed since the walk found it.
	private CheckedFile open(FoundFile file) throws IOException {
		CheckedFile opened = this.roots.open(file.entry());
		if (!FileNames.text(opened.path()).equals(file.path())) {
			opened.close();
			throw new NoSuchFileException(file.path());
		}
		return opened;
	}

	private Mono<Boolean> write(Prepared prepared) {
		List<RegisteredFile> read = prepared.read();
		if (read.isEmpty() && prepared.renamed().isEmpty()) {
			return Mono.just(true);
		}
		Map<String, FileOutcome> outcomes = prepared.outcomes();
		Map<String, UUID> proposed = new HashMap<>();
		read.forEach((file) -> proposed.put(file.file().path(), file.imageId()));
		List<FoundFile> links = Stream
			.concat(prepared.renamed().stream(), read.stream().map(RegisteredFile::file).filter(FoundFile::isRenamed))
			.toList();
		Mono<List<FileRow>> write = this.transactions
			.run(Mono.defer(() -> upsert(read, proposed).flatMap((rows) -> this.files.rename(links).thenReturn(rows))));
		// Concurrent registrations of one folder would wait for each other's rows, each
		// with a connection. A caller in a transaction already holds rows and must not
		// wait.
		return Mono
			.deferContextual((context) -> Transactions.isActive(context) ? write : this.writes.take(WRITES, write))
			.doOnNext((rows) -> {
				proposed.keySet()
					.forEach((path) -> outcomes.put(path, new FileOutcome(Kind.UNCHANGED, null, path, null)));
				rows.forEach((row) -> outcomes.put(row.path(),
						new FileOutcome(row.imageId().equals(proposed.get(row.path())) ? Kind.REGISTERED : Kind.UPDATED,
								null, row.path(), null)));
			})
			.thenReturn(true);
	}

	private Mono<List<FileRow>> upsert(List<RegisteredFile> read, Map<String, UUID> proposed) {
		if (read.isEmpty()) {
			return Mono.just(List.of());
		}
		return this.files.upsert(read).collectList().flatMap((rows) -> {
			List<UUID> updated = updated(rows, proposed);
			return this.thumbnails.deleteOf(updated).then(this.files.record(rows, updated)).thenReturn(rows);
		});
	}

	private static List<UUID> updated(List<FileRow> rows, Map<String, UUID> proposed) {
		return rows.stream()
			.filter((row) -> !row.imageId().equals(proposed.get(row.path())))
			.map(FileRow::imageId)
			.toList();
	}

	private Mono<List<FileOutcome>> withImages(Prepared prepared) {
		Map<String, FileOutcome> outcomes = prepared.outcomes();
		return this.images.findByPaths(outcomes.keySet())
			.collectMap((image) -> Objects.requireNonNull(image.path()))
			.map((found) -> prepared.chunk()
				.stream()
				.map((file) -> outcome(file, outcomes).with(found.get(file.path())).as(file))
				.toList());
	}

	private static FileOutcome outcome(FoundFile file, Map<String, FileOutcome> outcomes) {
		String path = file.path();
		if (file.reason() != null) {
			return new FileOutcome(Kind.SKIPPED, null, path, file.reason());
		}
		FileOutcome outcome = Objects.requireNonNull(outcomes.get(path));
		// A file that the walk finds again through a link is not registered twice.
		outcomes.put(path, outcome.again());
		return outcome;
	}

	/**
	 * A chunk whose headers are read and whose rows are not written yet.
	 *
	 * @param read the new and changed files
	 * @param renamed unchanged files that get the name of their link
	 * @param outcomes the results by path
	 * @param sidecars the captions that are imported
	 */
	record Prepared(List<FoundFile> chunk, List<RegisteredFile> read, List<FoundFile> renamed,
			Map<String, FileOutcome> outcomes, FolderCaptions.Reading sidecars) {
	}

	/**
	 * A chunk whose rows are written.
	 */
	record Committed(List<FileEvent> events, FolderCaptions.Result sidecars) {
	}

}
