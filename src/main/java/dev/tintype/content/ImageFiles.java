package dev.tintype.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;

import dev.tintype.api.ProblemException;
import dev.tintype.api.Requests;
import dev.tintype.image.ImageRoots;
import dev.tintype.support.Hashes;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.stereotype.Component;

/**
 * Finds the bytes of images on the disk, and nothing else there: a path that leads out of
 * the roots by now, or to no regular file, is not opened.
 */
@Component
public class ImageFiles {

	private static final int BUFFER_BYTES = 1 << 16;

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
	 * @param id of the image
	 * @return the file; a problem of type {@code NOT_FOUND} when there is no such image,
	 * no bytes yet, or the file is gone
	 */
	Mono<OpenedFile> open(UUID id) {
		return this.files.find(id)
			.switchIfEmpty(Mono.error(() -> Requests.unknown(id)))
			.flatMap((file) -> Mono.fromCallable(() -> look(file)).subscribeOn(Schedulers.boundedElastic()));
	}

	/**
	 * Where an image's bytes really are.
	 * @param id of the image
	 * @return a file that may be read; a problem of type {@code NOT_FOUND} when there is
	 * no such image, no bytes yet, or the file is gone
	 */
	public Mono<Path> locate(UUID id) {
		return open(id).map(OpenedFile::real);
	}

	/**
	 * The hash of a file's bytes: read once, and kept while the file stays as it is.
	 * @param opened the file
	 * @return SHA-256 in hex
	 */
	Mono<String> hash(OpenedFile opened) {
		String known = opened.file().hash();
		if (known != null && opened.asRegistered()) {
			return Mono.just(known);
		}
		return Mono.fromCallable(() -> hash(opened.real()))
			.subscribeOn(Schedulers.boundedElastic())
			.flatMap((hash) -> opened.asRegistered() ? this.files.recordHash(opened.file(), hash).thenReturn(hash)
					: Mono.just(hash));
	}

	/**
	 * Looks at the disk, blocking.
	 * @param file as it was registered
	 * @return as it is now; a problem of type {@code NOT_FOUND} when it is gone or may
	 * not be read
	 */
	OpenedFile look(ImageFile file) {
		Path path = Path.of(file.path());
		boolean allowed = file.stored() ? this.uploads.owns(path) : this.roots.contains(path);
		try {
			Path real = path.toRealPath();
			BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class,
					LinkOption.NOFOLLOW_LINKS);
			if (allowed && attributes.isRegularFile()) {
				return new OpenedFile(file, real, attributes.size(),
						attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.MICROS));
			}
		}
		catch (IOException ex) {
			// Answered like a file that may not be read.
		}
		throw ProblemException
			.notFound("The file of the image " + file.imageId() + " is gone, or lies where nothing may be read.");
	}

	/**
	 * Reads a file to its end, blocking.
	 * @param path of the file
	 * @return SHA-256 of its bytes in hex
	 * @throws IOException when it cannot be read
	 */
	static String hash(Path path) throws IOException {
		MessageDigest digest = Hashes.sha256Digest();
		byte[] buffer = new byte[BUFFER_BYTES];
		try (InputStream in = Files.newInputStream(path)) {
			for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
				digest.update(buffer, 0, read);
			}
		}
		return HexFormat.of().formatHex(digest.digest());
	}

}
