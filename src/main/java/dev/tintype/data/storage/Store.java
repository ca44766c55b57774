package dev.tintype.data.storage;

import java.time.Instant;
import java.util.UUID;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A storage as it is, whether or not it belongs to the database. A mark in it, the file
 * {@code .tintype-store}, has its id.
 */
public interface Store extends Storage {

	/** The name of the mark, which is no key. */
	String MARK = ".tintype-store";

	/**
	 * The kind of the storage.
	 * @return as the settings name it
	 */
	StorageSettings.Kind kind();

	/**
	 * Where the storage is.
	 * @return an absolute path, or a URL
	 */
	String place();

	/**
	 * Checks that the storage can be used.
	 * @return completes then; otherwise a {@link StorageUnavailableException}
	 */
	Mono<Void> check();

	/**
	 * Reads the mark.
	 * @return the id of the storage; empty if it has none
	 */
	Mono<UUID> mark();

	/**
	 * Writes the mark, unless there is one.
	 * @param id of the storage
	 * @return completes when the storage has a mark, which may be an older one
	 */
	Mono<Void> putMark(UUID id);

	/**
	 * Deletes the mark.
	 * @return completes when there is none
	 */
	Mono<Void> deleteMark();

	/**
	 * Lists uploads that began and did not end.
	 * @param before when they began at the latest
	 * @return none in a folder, where no such upload remains
	 */
	default Flux<PartialUpload> partialUploads(Instant before) {
		return Flux.empty();
	}

	/**
	 * Aborts an upload that did not end.
	 * @return completes when its parts are deleted, or it is unknown
	 */
	default Mono<Void> abort(PartialUpload upload) {
		return Mono.empty();
	}

	/**
	 * An upload in parts that did not end.
	 *
	 * @param key that the file would have
	 * @param id of the upload
	 */
	record PartialUpload(String key, String id) {
	}

}
