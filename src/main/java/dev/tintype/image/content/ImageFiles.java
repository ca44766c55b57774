package dev.tintype.image.content;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;

import dev.tintype.data.sql.Transactions;
import dev.tintype.data.storage.OpenObject;
import dev.tintype.data.storage.Storage;
import dev.tintype.image.root.ImageRoots;
import dev.tintype.support.CheckedFile;
import dev.tintype.support.FileNames;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.Requests;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.stereotype.Component;

/**
 * Opens the files of images. It does not open a path that now leads out of the roots, or
 * to anything but a regular file.
 */
@Component
public class ImageFiles {

	private final ImageFileRepository files;

	private final ImageRoots roots;

	private final Storage storage;

	private final Transactions transactions;

	ImageFiles(ImageFileRepository files, ImageRoots roots, Storage storage, Transactions transactions) {
		this.files = files;
		this.roots = roots;
		this.storage = storage;
		this.transactions = transactions;
	}

	/**
	 * Opens the file of an image.
	 * @return the file, which the caller closes; a problem of type {@code NOT_FOUND} when
	 * the image is unknown, has no bytes yet, or its file is missing
	 */
	public Mono<OpenedFile> open(UUID id) {
		return whileCurrent(id, this::open);
	}

	/**
	 * Finds the file of an image as it was registered.
	 * @return a problem of type {@code NOT_FOUND} when the image is unknown or has no
	 * bytes yet
	 */
	public Mono<ImageFile> find(UUID id) {
		return this.files.find(id)
			.switchIfEmpty(Mono.defer(() -> this.files.isKnown(id))
				.flatMap((known) -> known
						? Mono.error(ProblemException.notFound(
								"The image " + id + " has no content yet: PUT it to /api/images/" + id + "/content."))
						: Requests.missing(id)));
	}

	/**
	 * Does work that needs the file of an image.
	 * @param work receives what opens the file, which blocks and throws a problem of type
	 * {@code NOT_FOUND} when the file is missing
	 * @return the result of the work; the same problem when the image is unknown or has
	 * no bytes yet
	 */
	public <T> Mono<T> withFile(UUID id, Function<CheckedFile.Source, Mono<T>> work) {
		return withFile(id, (file, source) -> work.apply(source));
	}

	public <T> Mono<T> withFile(UUID id, BiFunction<ImageFile, CheckedFile.Source, Mono<T>> work) {
		return whileCurrent(id, (file) -> withFile(file, (source) -> work.apply(file, source)));
	}

	private <T> Mono<T> withFile(ImageFile file, Function<CheckedFile.Source, Mono<T>> work) {
		Function<CheckedFile.Source, Mono<T>> checked = (source) -> work.apply(() -> open(file, source));
		return file.stored() ? key(file).flatMap((key) -> this.storage.withFile(key, checked))
				: checked.apply(() -> this.roots.open(FileNames.path(file.path())));
	}

	// A replacement deletes the former file. Work that comes too late for it begins again
	// with the new one, and reads the row from the primary.
	private <T> Mono<T> whileCurrent(UUID id, Function<ImageFile, Mono<T>> work) {
		return find(id).flatMap((file) -> attempt(file, work));
	}

	private <T> Mono<T> attempt(ImageFile file, Function<ImageFile, Mono<T>> work) {
		return work.apply(file)
			.onErrorResume((ex) -> file.stored() && isNotFound(ex), (ex) -> this.transactions.run(find(file.imageId()))
				.flatMap((now) -> now.path().equals(file.path()) ? Mono.error(ex) : attempt(now, work)));
	}

	private static boolean isNotFound(Throwable ex) {
		return ex instanceof ProblemException problem && problem.type() == ProblemType.NOT_FOUND;
	}

	/**
	 * Hashes a file's bytes. The hash is stored and used again while the file is
	 * unchanged.
	 * @return SHA-256 in hex
	 */
	public Mono<String> hash(OpenedFile opened) {
		String known = opened.file().hash();
		if (known != null && opened.asRegistered()) {
			return Mono.just(known);
		}
		return opened.now()
			.sha256()
			.flatMap((hash) -> opened.asRegistered() ? this.files.recordHash(opened.file(), hash).thenReturn(hash)
					: Mono.just(hash));
	}

	/**
	 * Opens a file.
	 * @return the file, which the caller closes; a problem of type {@code NOT_FOUND} when
	 * it is missing or outside the roots
	 */
	Mono<OpenedFile> open(ImageFile file) {
		Mono<OpenObject> opened = file.stored() ? key(file).flatMap(this.storage::open)
				: onDisk(() -> OpenObject.of(this.roots.open(FileNames.path(file.path()))));
		return opened.map((now) -> new OpenedFile(file, now)).onErrorMap(ImageFiles::isMissing, (ex) -> missing(file));
	}

	/**
	 * Whether a file is where its row says, with the size and time that the row says.
	 */
	Mono<Boolean> isPresent(ImageFile file) {
		Mono<Boolean> present = file.stored()
				? key(file).flatMap(this.storage::find).map((found) -> found.size() == file.size())
				: onDisk(() -> isUnchanged(file, this.roots.look(FileNames.path(file.path())).attributes()));
		return present.onErrorResume((ex) -> isMissing(ex) || isNotFound(ex), (ex) -> Mono.just(false))
			.defaultIfEmpty(false);
	}

	private static boolean isUnchanged(ImageFile file, BasicFileAttributes now) {
		return now.isRegularFile() && now.size() == file.size()
				&& now.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.MICROS).equals(file.modifiedAt());
	}

	private Mono<String> key(ImageFile file) {
		return this.storage.key(file.path()).switchIfEmpty(Mono.error(() -> missing(file)));
	}

	private static CheckedFile open(ImageFile file, CheckedFile.Source source) {
		try {
			return source.open();
		}
		catch (IOException | InvalidPathException ex) {
			throw missing(file);
		}
	}

	private static boolean isMissing(Throwable ex) {
		return ex instanceof IOException || ex instanceof InvalidPathException;
	}

	private static ProblemException missing(ImageFile file) {
		return ProblemException
			.notFound("The file of the image " + file.imageId() + " is missing or outside the allowed folders.");
	}

	private static <T> Mono<T> onDisk(Callable<T> work) {
		return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
	}

}
