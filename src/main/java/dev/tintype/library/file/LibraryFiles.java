package dev.tintype.library.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import dev.tintype.data.storage.ContentChangedException;
import dev.tintype.data.storage.KeyExistsException;
import dev.tintype.data.storage.NoSuchKeyException;
import dev.tintype.data.storage.Storage;
import dev.tintype.image.root.ImageRoots;
import dev.tintype.support.CheckedFile;
import dev.tintype.support.FileNames;
import dev.tintype.support.OutsideRootsException;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Stores the files of photos under names that are free, and opens and deletes them. A
 * location is either in the storage or the path of a registered file, which is only read.
 */
@Component
public class LibraryFiles {

	/** The prefix of the keys of the library. */
	public static final String AREA = "library/";

	/** The suffix that a sidecar adds to the name of its file. */
	public static final String SIDECAR = ".xmp";

	private static final Logger LOG = LoggerFactory.getLogger(LibraryFiles.class);

	private static final int MOST_NUMBERS = 1_000_000;

	/** The most files that are deleted together. */
	private static final int DELETED = 1000;

	private final Storage storage;

	private final ImageRoots roots;

	private final TakenNumbers numbers = new TakenNumbers();

	LibraryFiles(Storage storage, ImageRoots roots) {
		this.storage = storage;
		this.roots = roots;
	}

	/**
	 * Moves a temporary file into the library, with its sidecar.
	 * @return the location; the file is durable by then
	 */
	public Mono<String> move(LibraryFile file, FilePlace place) {
		return store(place, 0, (key) -> this.storage.put(key, file.file(), file.size(), file.hash(), file.type())
			.then(sidecar(file.sidecar(), key)));
	}

	private Mono<Void> sidecar(@Nullable LibraryFile sidecar, String key) {
		if (sidecar == null) {
			return Mono.empty();
		}
		return this.storage.put(key + SIDECAR, sidecar.file(), sidecar.size(), sidecar.hash(), Sidecars.TYPE)
			.onErrorResume((ex) -> this.storage.delete(List.of(key)).then(Mono.error(ex)));
	}

	/**
	 * Copies a file into the library.
	 * @param from its location
	 * @param size in bytes
	 * @param hash SHA-256 of its bytes in hex
	 * @param type its media type
	 * @return the location of the copy, which is durable by then; a problem of type
	 * {@code NOT_FOUND} if the file is missing, {@code CONFLICT} if it has other bytes
	 */
	public Mono<String> copy(String from, FilePlace place, long size, String hash, String type) {
		return copy(from, place, size, hash, type, null);
	}

	/**
	 * Copies a file into the library, and moves its sidecar into the same folder.
	 * @param from its location
	 * @param size in bytes
	 * @param hash SHA-256 of its bytes in hex
	 * @param type its media type
	 * @param sidecar a temporary file, null for none
	 * @return as of {@link #copy(String, FilePlace, long, String, String)}
	 */
	public Mono<String> copy(String from, FilePlace place, long size, String hash, String type,
			@Nullable LibraryFile sidecar) {
		return this.storage.key(from)
			.<Function<String, Mono<Void>>>map((source) -> (key) -> this.storage.copy(source, key, size, hash, type))
			.defaultIfEmpty((key) -> this.storage.putCopy(key, () -> openRegistered(from), size, hash, type)
				.onErrorMap(ContentChangedException.class,
						(ex) -> new ProblemException(ProblemType.CONFLICT,
								"The file has changed since the service read it. Ingest its image again.")))
			.flatMap((copying) -> store(place, 0, (key) -> copying.apply(key).then(sidecar(sidecar, key))))
			.onErrorMap(LibraryFiles::problem);
	}

	// Most names are free. A taken name costs a look instead of a copy.
	private Mono<String> store(FilePlace place, int number, Function<String, Mono<Void>> storing) {
		if (number > MOST_NUMBERS) {
			return Mono.error(new IOException("no free name"));
		}
		String key = place.key(number);
		Mono<String> stored = Mono.defer(() -> storing.apply(key)).thenReturn(this.storage.location(key));
		return this.storage.find(key)
			.map((found) -> true)
			.defaultIfEmpty(false)
			.flatMap((taken) -> taken ? Mono.<String>empty()
					: stored.onErrorResume(KeyExistsException.class, (ex) -> Mono.empty()))
			.switchIfEmpty(Mono.defer(() -> store(place, this.numbers.after(place, number), storing)));
	}

	/**
	 * Tells whether a file is in the library.
	 * @param location of the file
	 * @return false for a file in another part of the storage, and for a registered one
	 */
	public Mono<Boolean> isOwn(String location) {
		return this.storage.key(location).map((key) -> key.startsWith(AREA)).defaultIfEmpty(false);
	}

	/**
	 * Provides a file for work that reads it.
	 * @param location of the file
	 * @param work receives what opens the file, which blocks
	 * @return the result of the work; a problem of type {@code NOT_FOUND} if the file is
	 * missing
	 */
	public <T> Mono<T> withFile(String location, Function<CheckedFile.Source, Mono<T>> work) {
		return this.storage.key(location)
			.flatMap((key) -> this.storage.withFile(key, work).map(Optional::of))
			.switchIfEmpty(Mono.defer(() -> work.apply(() -> openRegistered(location)).map(Optional::of)))
			.map(Optional::get)
			.onErrorMap(LibraryFiles::problem);
	}

	private CheckedFile openRegistered(String location) throws IOException {
		try {
			return this.roots.open(FileNames.path(location));
		}
		catch (InvalidPathException ex) {
			throw new NoSuchFileException(location);
		}
	}

	private static Throwable problem(Throwable error) {
		Throwable failure = (error instanceof UncheckedIOException unchecked) ? unchecked.getCause() : error;
		if (failure instanceof NoSuchKeyException || failure instanceof NoSuchFileException
				|| failure instanceof OutsideRootsException || failure instanceof AccessDeniedException) {
			return ProblemException.notFound("The file of the photo is missing or cannot be read.");
		}
		if (failure instanceof ContentChangedException) {
			return new ProblemException(ProblemType.CONFLICT,
					"The file of the photo has changed since the service read it.");
		}
		return error;
	}

	/**
	 * Deletes files that no row names, with their sidecars. It leaves files alone that
	 * are not in the storage, because they belong to the user. A file that cannot be
	 * deleted is only logged.
	 * @param locations of the files
	 * @return completes when they are deleted
	 */
	public Mono<Void> delete(Collection<String> locations) {
		return Flux.fromIterable(locations)
			.concatMap(this.storage::key, 1)
			.concatMapIterable((key) -> new ArrayList<>(List.of(key, key + SIDECAR)), 1)
			.buffer(DELETED)
			.concatMap((keys) -> this.storage.delete(keys).onErrorResume((ex) -> {
				LOG.warn("Files of deleted photos could not be deleted: {}", keys, ex);
				return Mono.empty();
			}), 1)
			.then();
	}

}
