package dev.tintype.image.content;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.UUID;

import dev.tintype.image.registry.ImageRoots;
import dev.tintype.support.CheckedFile;
import dev.tintype.support.FileNames;
import dev.tintype.web.http.ProblemException;
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

	private final Uploads uploads;

	ImageFiles(ImageFileRepository files, ImageRoots roots, Uploads uploads) {
		this.files = files;
		this.roots = roots;
		this.uploads = uploads;
	}

	/**
	 * Opens the file of an image.
	 * @return the file, which the caller closes; a problem of type {@code NOT_FOUND} when
	 * the image is unknown, has no bytes yet, or its file is missing
	 */
	Mono<OpenedFile> open(UUID id) {
		return find(id).flatMap((file) -> Mono.fromCallable(() -> open(file)).subscribeOn(Schedulers.boundedElastic()));
	}

	/**
	 * Finds the file of an image as it was registered.
	 * @return a problem of type {@code NOT_FOUND} when the image is unknown or has no
	 * bytes yet
	 */
	Mono<ImageFile> find(UUID id) {
		return this.files.find(id)
			.switchIfEmpty(Mono.defer(() -> this.files.isKnown(id))
				.flatMap((known) -> known
						? Mono.error(ProblemException.notFound(
								"The image " + id + " has no content yet: PUT it to /api/images/" + id + "/content."))
						: Requests.missing(id)));
	}

	/**
	 * Returns a source that opens the file of an image.
	 * @return the source, which throws a problem of type {@code NOT_FOUND} when the file
	 * is missing; the same problem when the image is unknown or has no bytes yet
	 */
	public Mono<CheckedFile.Source> source(UUID id) {
		return find(id).map(this::source);
	}

	CheckedFile.Source source(ImageFile file) {
		return () -> open(file).now();
	}

	/**
	 * Hashes a file's bytes. The hash is stored and used again while the file is
	 * unchanged.
	 * @return SHA-256 in hex
	 */
	Mono<String> hash(OpenedFile opened) {
		String known = opened.file().hash();
		if (known != null && opened.asRegistered()) {
			return Mono.just(known);
		}
		return Mono.fromCallable(() -> opened.now().sha256())
			.subscribeOn(Schedulers.boundedElastic())
			.flatMap((hash) -> opened.asRegistered() ? this.files.recordHash(opened.file(), hash).thenReturn(hash)
					: Mono.just(hash));
	}

	/**
	 * Opens a file, blocking. The caller closes it. It throws a problem of type
	 * {@code NOT_FOUND} when the file is missing or outside the roots.
	 */
	OpenedFile open(ImageFile file) {
		try {
			Path path = FileNames.path(file.path());
			return new OpenedFile(file, file.stored() ? this.uploads.open(path) : this.roots.open(path));
		}
		catch (IOException | InvalidPathException ex) {
			throw ProblemException
				.notFound("The file of the image " + file.imageId() + " is missing or outside the allowed folders.");
		}
	}

}
