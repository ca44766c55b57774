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
 * Finds the bytes of images on the disk, and nothing else there: a path that leads out of
 * the roots by now, or to no regular file, is not opened.
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
	 * The file of an image.
	 * @return the file, to be closed; a problem of type {@code NOT_FOUND} when there is
	 * no such image, no bytes yet, or the file is gone
	 */
	Mono<OpenedFile> open(UUID id) {
		return find(id).flatMap((file) -> Mono.fromCallable(() -> open(file)).subscribeOn(Schedulers.boundedElastic()));
	}

	/**
	 * What is registered of an image's file.
	 * @return a problem of type {@code NOT_FOUND} when there is no such image, or no
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
	 * The bytes of an image.
	 * @param id of the image
	 * @return opens its file, or throws a problem of type {@code NOT_FOUND} when it is
	 * gone; the same problem when there is no such image, or no bytes yet
	 */
	public Mono<CheckedFile.Source> source(UUID id) {
		return find(id).map(this::source);
	}

	CheckedFile.Source source(ImageFile file) {
		return () -> open(file).now();
	}

	/**
	 * The hash of a file's bytes: read once, and kept while the file stays as it is.
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
	 * Opens a file, blocking.
	 * @return as it is now, to be closed; a problem of type {@code NOT_FOUND} when it is
	 * gone or may not be read
	 */
	OpenedFile open(ImageFile file) {
		try {
			Path path = FileNames.path(file.path());
			return new OpenedFile(file, file.stored() ? this.uploads.open(path) : this.roots.open(path));
		}
		catch (IOException | InvalidPathException ex) {
			throw ProblemException
				.notFound("The file of the image " + file.imageId() + " is gone, or lies where nothing may be read.");
		}
	}

}
