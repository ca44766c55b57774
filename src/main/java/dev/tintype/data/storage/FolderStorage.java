package dev.tintype.data.storage;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;

import dev.tintype.support.CheckedFile;
import dev.tintype.support.DataSettings;
import dev.tintype.support.FileNames;
import dev.tintype.support.Ids;
import dev.tintype.support.OutsideRootsException;
import dev.tintype.support.OwnFiles;
import dev.tintype.support.Roots;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Keeps stored files in the data folder. The key of a file is its path there.
 */
@Component
@ConditionalOnProperty(name = "tintype.storage", havingValue = "folder", matchIfMissing = true)
class FolderStorage implements Store {

	private final Path folder;

	FolderStorage(DataSettings data) {
		this.folder = data.dataDir();
	}

	@Override
	public Mono<Void> put(String key, Path file, long size, String sha256, String type) {
		return run(key, (place) -> {
			DurableFiles.force(file);
			if (Files.size(file) != size) {
				throw new ContentChangedException(key);
			}
			move(file, place, key);
		});
	}

	@Override
	public Mono<Void> putCopy(String key, CheckedFile.Source source, long size, String sha256, String type) {
		return run(key, (place) -> {
			Path copy = temporary(key);
			try (CheckedFile from = source.open()) {
				VerifiedCopy.write(from, copy, size, sha256, key);
				move(copy, place, key);
			}
			finally {
				Files.deleteIfExists(copy);
			}
		});
	}

	@Override
	public Mono<Void> copy(String from, String key, long size, String sha256, String type) {
		return withFile(from, (source) -> putCopy(key, source, size, sha256, type));
	}

	@Override
	public Mono<OpenObject> open(String key) {
		return onDisk(() -> OpenObject.of(openFile(key)));
	}

	@Override
	public Mono<StoredObject> find(String key) {
		return onDisk(() -> {
			try {
				BasicFileAttributes found = roots(key).look(path(key)).attributes();
				return found.isRegularFile() ? object(key, found) : null;
			}
			catch (NoSuchFileException | OutsideRootsException ex) {
				return null;
			}
		});
	}

	static StoredObject object(String key, BasicFileAttributes attributes) {
		return new StoredObject(key, attributes.size(),
				attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.MICROS));
	}

	@Override
	public Flux<StoredObject> list(String prefix) {
		String checked = StorageKeys.requirePrefix(prefix);
		return Flux
			.<StoredObject, FolderListing>generate(
					() -> new FolderListing(Roots.own(this.folder.resolve(area(checked))),
							FileNames.text(this.folder) + "/", checked),
					FolderListing::next, FolderListing::close)
			.subscribeOn(Schedulers.boundedElastic());
	}

	@Override
	public Mono<Void> delete(Collection<String> keys) {
		List<String> checked = keys.stream().map(StorageKeys::require).toList();
		return onDisk(() -> {
			IOException failure = null;
			for (String key : checked) {
				try {
					Files.deleteIfExists(path(key));
				}
				catch (IOException ex) {
					failure = ex;
				}
			}
			if (failure != null) {
				throw failure;
			}
			return checked;
		}).then();
	}

	@Override
	public <T> Mono<T> withFile(String key, Function<CheckedFile.Source, Mono<T>> work) {
		return Mono.defer(() -> work.apply(() -> openFile(key)));
	}

	@Override
	public String location(String key) {
		return FileNames.text(path(key));
	}

	@Override
	public Mono<String> key(String location) {
		return Mono.fromCallable(() -> FileNames.path(location).normalize())
			.filter(Path::isAbsolute)
			.flatMap((path) -> path.startsWith(this.folder) ? Mono.just(text(this.folder.relativize(path)))
					: onDisk(() -> keyOfOtherName(path)))
			.filter(StorageKeys::isKey)
			.onErrorComplete(InvalidPathException.class);
	}

	// A row may name the data folder by a link, from a former start of the service.
	private @Nullable String keyOfOtherName(Path path) throws IOException {
		for (Path above = path.getParent(); above != null; above = above.getParent()) {
			if (Files.exists(above) && Files.isSameFile(above, this.folder)) {
				return text(above.relativize(path));
			}
		}
		return null;
	}

	@Override
	public StorageSettings.Kind kind() {
		return StorageSettings.Kind.FOLDER;
	}

	@Override
	public String place() {
		return FileNames.text(this.folder);
	}

	// The start of the service checks the folder, and a failed access shows the rest.
	@Override
	public Mono<Void> check() {
		return Mono.empty();
	}

	@Override
	public Mono<UUID> mark() {
		return onDisk(() -> FolderMark.read(this.folder.resolve(MARK)));
	}

	@Override
	public Mono<Void> putMark(UUID id) {
		return onDisk(() -> FolderMark.write(this.folder.resolve(MARK), id)).then();
	}

	@Override
	public Mono<Void> deleteMark() {
		return onDisk(() -> Files.deleteIfExists(this.folder.resolve(MARK))).then();
	}

	private static String text(Path relative) {
		return FileNames.text(relative).replace('\\', '/');
	}

	private CheckedFile openFile(String key) throws IOException {
		try {
			return roots(key).open(path(key));
		}
		catch (NoSuchFileException | OutsideRootsException ex) {
			throw new NoSuchKeyException(key);
		}
	}

	/**
	 * Moves a durable file to a key, or leaves the key as it was.
	 */
	private void move(Path file, Path place, String key) throws IOException {
		createFolders(place, key);
		try {
			// An atomic move replaces what it finds, so the name is taken first. Unlike a
			// hard link, this works on every file system.
			Files.createFile(place);
		}
		catch (FileAlreadyExistsException ex) {
			throw new KeyExistsException(key);
		}
		boolean done = false;
		try {
			DurableFiles.move(file, place, temporary(key));
			OwnFiles.force(parent(place));
			done = true;
		}
		finally {
			if (!done) {
				Files.deleteIfExists(place);
			}
		}
	}

	private void createFolders(Path place, String key) throws IOException {
		Path parent = parent(place);
		List<Path> missing = new ArrayList<>();
		Path existing = parent;
		while (!Files.exists(existing)) {
			missing.add(existing);
			existing = parent(existing);
		}
		if (!this.folder.startsWith(existing)) {
			// No link leads a file out of the data folder.
			roots(key).look(existing);
		}
		OwnFiles.createFolders(parent);
		for (Path created : missing) {
			OwnFiles.force(parent(created));
		}
	}

	private static Path parent(Path below) {
		return Objects.requireNonNull(below.getParent());
	}

	private Path path(String key) {
		return FileNames.path(FileNames.text(this.folder) + "/" + StorageKeys.require(key));
	}

	// The folder of an area may be a link to another disk.
	private Roots roots(String key) {
		return Roots.own(this.folder.resolve(area(StorageKeys.require(key))));
	}

	private Path temporary(String key) {
		return this.folder.resolve(area(key)).resolve(StorageKeys.INCOMING).resolve(Ids.next() + Staging.PART);
	}

	private static String area(String key) {
		return key.split("/", 2)[0];
	}

	private Mono<Void> run(String key, Work work) {
		return onDisk(() -> {
			work.run(path(key));
			return key;
		}).then();
	}

	private static <T> Mono<T> onDisk(Callable<@Nullable T> work) {
		return Mono.<T>fromCallable(work).subscribeOn(Schedulers.boundedElastic());
	}

	/**
	 * Work at the place of a key.
	 */
	@FunctionalInterface
	private interface Work {

		void run(Path place) throws IOException;

	}

}
