package dev.tintype.library.pictallion;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.tintype.image.root.ImageRoots;
import dev.tintype.imaging.work.PictureException;
import dev.tintype.imaging.work.PictureSettings;
import dev.tintype.library.file.FilePlace;
import dev.tintype.library.file.LibraryFiles;
import dev.tintype.library.file.PictureReading;
import dev.tintype.library.file.ReadPicture;
import dev.tintype.library.version.Tier;
import dev.tintype.support.FileNames;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.stereotype.Component;

/**
 * Reads the files of versions, and copies them into the library on request.
 */
@Component
class VersionReading {

	private static final String TABLE = "file_versions";

	private final SourceFiles files;

	private final PictureReading reading;

	private final LibraryFiles library;

	private final ImageRoots roots;

	private final int readers;

	VersionReading(SourceFiles files, PictureReading reading, LibraryFiles library, ImageRoots roots,
			PictureSettings pictures) {
		this.files = files;
		this.reading = reading;
		this.library = library;
		this.roots = roots;
		// A picture that waits for the disk leaves its worker to another one.
		this.readers = 2 * pictures.workers();
	}

	/**
	 * Reads the versions of assets.
	 * @return those whose files can be read, in order, the lowest tier of an asset first;
	 * the others are reported
	 */
	Flux<SourceVersion> read(List<SourceAsset> assets, ImportState state) {
		List<Task> tasks = new ArrayList<>();
		assets.forEach((asset) -> asset.tiers().forEach((tier, row) -> tasks.add(new Task(asset, tier, row))));
		return Flux.fromIterable(tasks).flatMapSequential((task) -> read(task, state), this.readers, 1);
	}

	private Mono<SourceVersion> read(Task task, ImportState state) {
		return Mono.fromCallable(() -> this.files.find(state.request().media(), task.row().required("file_path")))
			.subscribeOn(Schedulers.boundedElastic())
			.switchIfEmpty(skip(task, "its file is missing", state))
			.flatMap((file) -> this.reading
				.read(() -> this.roots.open(file), null, null, task.asset().row().required("original_filename"))
				.flatMap((picture) -> location(task, file, picture, state)
					.map((location) -> new SourceVersion(task.row(), task.tier(), file, picture, location)))
				.onErrorResume(PictureException.class, (ex) -> skip(task, reason(ex), state)));
	}

	private static <T> Mono<T> skip(Task task, String reason, ImportState state) {
		return Mono.fromRunnable(() -> state.report().skipped(TABLE, task.row().name(), reason));
	}

	private static String reason(PictureException ex) {
		return "its file is refused: " + Objects.requireNonNullElse(ex.getBody().getDetail(), "no picture");
	}

	private Mono<String> location(Task task, Path file, ReadPicture picture, ImportState state) {
		if (!state.request().copy() || state.request().dryRun()) {
			return Mono.just(FileNames.text(file));
		}
		return this.library
			.copy(FileNames.text(file), place(task, file, picture), picture.size(), picture.hash(),
					picture.header().format().mimeType())
			.doOnNext(state::created);
	}

	// The names of Pictallion stay.
	private static FilePlace place(Task task, Path file, ReadPicture picture) {
		String name = FileNames.name(file);
		int dot = name.lastIndexOf('.');
		String stem = (dot > 0) ? name.substring(0, dot) : name;
		String suffix = picture.header().format().suffix();
		if (task.tier() == Tier.BRONZE) {
			return FilePlace.bronze(LocalDate.now(ZoneOffset.UTC), stem, suffix);
		}
		LocalDateTime taken = picture.metadata().takenAt();
		LocalDateTime time = (taken != null) ? taken
				: LocalDateTime.ofInstant(task.row().time("created_at"), ZoneOffset.UTC);
		return FilePlace.of(task.tier().text(), time, stem, suffix);
	}

	/**
	 * A version to read.
	 */
	private record Task(SourceAsset asset, Tier tier, SourceRow row) {
	}

}
