package dev.tintype.image.content;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.tintype.data.sql.Transactions;
import dev.tintype.support.Ids;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.stereotype.Component;

/**
 * Finds and deletes files among the uploads that no image refers to. A file is written
 * before its row and deleted after it. Only old files count therefore, and each is
 * checked again after a pause.
 */
@Component
class UnreferencedFiles {

	private static final int BATCH = 500;

	/** Longer than any upload takes. */
	private static final Duration AGE = Duration.ofDays(1);

	/** Longer than it takes to delete the file of an image after its row. */
	private static final Duration PAUSE = Duration.ofSeconds(2);

	private static final String ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

	/** The id of the image, and the id of the upload that set the file aside. */
	private static final Pattern NAME = Pattern
		.compile("(?<image>" + ID + ")\\.[a-z]{3,4}(?:\\.(?<former>" + ID + ")\\.part\\.former)?|" + ID + "\\.part");

	private final Uploads uploads;

	private final ImageFileRepository files;

	private final Transactions transactions;

	UnreferencedFiles(Uploads uploads, ImageFileRepository files, Transactions transactions) {
		this.uploads = uploads;
		this.files = files;
		this.transactions = transactions;
	}

	/**
	 * Finds the unreferenced files, folder by folder.
	 */
	Flux<Path> find() {
		return onDisk(() -> list(this.uploads.folder())).flatMapIterable((entries) -> entries)
			.concatMap((entry) -> onDisk(
					() -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) ? list(entry) : List.of(entry))
				.flatMapIterable((files) -> files), 1)
			.buffer(BATCH)
			.concatMap(this::unreferenced, 1)
			.concatMapIterable((files) -> files, 1);
	}

	/**
	 * Deletes the unreferenced files whose name is one of the service's. It locks the row
	 * of the image first, if there is one.
	 * @return the number of deleted files
	 */
	Mono<Long> delete() {
		return this.files.knows(this.uploads.folder().toString())
			.filter((known) -> known)
			.flatMapMany((known) -> find())
			.filter((file) -> NAME.matcher(String.valueOf(file.getFileName())).matches())
			.concatMap(this::delete, 1)
			.reduce(0L, Long::sum);
	}

	private Mono<List<Path>> unreferenced(List<Path> files) {
		return onDisk(() -> old(files)).flatMap(this::notReferred)
			.flatMap((found) -> found.isEmpty() ? Mono.just(found)
					: Mono.delay(PAUSE).then(onDisk(() -> old(found))).flatMap(this::notReferred));
	}

	private Mono<List<Path>> notReferred(List<Path> files) {
		if (files.isEmpty()) {
			return Mono.just(files);
		}
		return this.files.referred(files.stream().map(Path::toString).toList())
			.map((referred) -> files.stream().filter((file) -> !referred.contains(file.toString())).toList())
			.flatMapIterable((unreferred) -> unreferred)
			.filterWhen(this::isOfNoUse, 1)
			.collectList();
	}

	// Former content is needed as long as the file that replaced it is missing or
	// incomplete.
	private Mono<Boolean> isOfNoUse(Path file) {
		Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
		if (!name.matches() || name.group("former") == null) {
			return Mono.just(true);
		}
		return this.files.find(UUID.fromString(name.group("image")))
			.filter(ImageFile::stored)
			.flatMap((row) -> onDisk(
					() -> Files.isRegularFile(Path.of(row.path())) && Files.size(Path.of(row.path())) == row.size()))
			.defaultIfEmpty(true);
	}

	private Mono<Long> delete(Path file) {
		Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
		String image = name.matches() ? name.group("image") : null;
		Mono<String> row = (image != null) ? this.files.lock(UUID.fromString(image)) : Mono.empty();
		return this.transactions.run(row.defaultIfEmpty("").flatMap((path) -> onDisk(() -> {
			boolean gone = !path.equals(file.toString()) && !old(List.of(file)).isEmpty() && Files.deleteIfExists(file);
			return gone ? 1L : 0L;
		})));
	}

	private static List<Path> old(List<Path> files) {
		Instant limit = Instant.now().minus(AGE);
		return files.stream().filter((file) -> {
			Instant written = written(file);
			return written != null && written.isBefore(limit);
		}).toList();
	}

	// The file time is that of the former upload; the name has the time of the upload
	// that set the file aside.
	private static @Nullable Instant written(Path file) {
		Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
		if (name.matches() && name.group("former") != null) {
			return Ids.createdAt(UUID.fromString(name.group("former")));
		}
		try {
			return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
		}
		catch (IOException ex) {
			return null;
		}
	}

	private static List<Path> list(Path folder) throws IOException {
		if (!Files.isDirectory(folder)) {
			return List.of();
		}
		List<Path> entries = new ArrayList<>();
		try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
			stream.forEach(entries::add);
		}
		entries.sort(null);
		return entries;
	}

	private static <T> Mono<T> onDisk(Callable<T> work) {
		return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
	}

}
