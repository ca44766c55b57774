package dev.tintype.library.file;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.tintype.data.storage.Staging;
import dev.tintype.data.storage.Storage;
import dev.tintype.data.storage.StoredObject;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Finds and deletes files of the library that no row refers to. A file is stored before
 * its row and deleted after it. Only old files count therefore, and each is checked again
 * after a pause.
 */
@Component
class UnreferencedPhotoFiles {

	private static final int BATCH = 500;

	/** Longer than it takes to delete a file after its row. */
	private static final Duration PAUSE = Duration.ofSeconds(2);

	private final Storage storage;

	private final StoredVersions versions;

	UnreferencedPhotoFiles(Storage storage, StoredVersions versions) {
		this.storage = storage;
		this.versions = versions;
	}

	/**
	 * Finds the unreferenced files.
	 * @return their locations
	 */
	Flux<String> find() {
		return keys().map(this.storage::location);
	}

	/**
	 * Deletes the unreferenced files. A location is never used twice for an old file, so
	 * no row can begin to refer to one.
	 * @return the number of deleted files
	 */
	Mono<Long> delete() {
		String any = this.storage.location(LibraryFiles.AREA + "any");
		return this.versions.knows(any.substring(0, any.length() - "any".length()))
			.filter((known) -> known)
			.flatMapMany((known) -> keys())
			.buffer(BATCH)
			.concatMap((keys) -> this.storage.delete(keys).thenReturn((long) keys.size()), 1)
			.reduce(0L, Long::sum);
	}

	private Flux<String> keys() {
		return this.storage.list(LibraryFiles.AREA)
			.filter(UnreferencedPhotoFiles::isOld)
			.map(StoredObject::key)
			.buffer(BATCH)
			.concatMap((keys) -> notReferred(keys).flatMap((found) -> found.isEmpty() ? Mono.just(found)
					: Mono.delay(PAUSE).then(stillOld(found)).flatMap(this::notReferred)), 1)
			.concatMapIterable((keys) -> keys, 1);
	}

	private static boolean isOld(StoredObject object) {
		return object.modifiedAt().isBefore(Instant.now().minus(Staging.AGE));
	}

	private Mono<List<String>> stillOld(List<String> keys) {
		return Flux.fromIterable(keys)
			.concatMap(this.storage::find, 1)
			.filter(UnreferencedPhotoFiles::isOld)
			.map(StoredObject::key)
			.collectList();
	}

	private Mono<List<String>> notReferred(List<String> keys) {
		if (keys.isEmpty()) {
			return Mono.just(keys);
		}
		return this.versions.referred(keys.stream().map(this::location).distinct().toList())
			.map((referred) -> keys.stream().filter((key) -> !referred.contains(location(key))).toList());
	}

	// A sidecar belongs to the file beside it.
	private String location(String key) {
		return this.storage.location(key.endsWith(LibraryFiles.SIDECAR)
				? key.substring(0, key.length() - LibraryFiles.SIDECAR.length()) : key);
	}

}
