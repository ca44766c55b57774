package dev.tintype.data.storage;

import java.nio.file.Path;
import java.util.Collection;
import java.util.function.Function;

import dev.tintype.support.CheckedFile;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;

/**
 * Stores files under keys. A key is a relative path such as {@code uploads/1f/name.png};
 * {@link StorageKeys} has its rules. A stored file is never changed, only deleted (ADR
 * 24).
 *
 * <p>
 * No method blocks its caller. A key against the rules ends in an
 * {@link IllegalArgumentException}, a failure of the storage in an
 * {@link java.io.IOException}.
 */
public interface Storage {

	/**
	 * Moves a local file into the storage. The file is durable when this completes. If
	 * this fails, nothing of it is stored.
	 * @param key the new key
	 * @param file a local file that nothing else uses. It is gone after success and still
	 * there after a {@link KeyExistsException}; otherwise it may be either
	 * @param size of the file in bytes
	 * @param sha256 of its bytes in hex
	 * @param type its media type
	 * @return completes when the file is stored; a {@link KeyExistsException} if the key
	 * is taken, a {@link ContentChangedException} if the size is another one
	 */
	Mono<Void> put(String key, Path file, long size, String sha256, String type);

	/**
	 * Stores a copy of a local file, which stays as it is. The copy is durable when this
	 * completes. If this fails, nothing of it is stored.
	 * @param key the new key
	 * @param source opens the local file
	 * @param size of the file in bytes
	 * @param sha256 of its bytes in hex
	 * @param type its media type
	 * @return completes when the copy is stored; a {@link KeyExistsException} if the key
	 * is taken, a {@link ContentChangedException} if the source has other bytes
	 */
	Mono<Void> putCopy(String key, CheckedFile.Source source, long size, String sha256, String type);

	/**
	 * Stores a copy of a stored file under another key. The copy is durable when this
	 * completes. If this fails, nothing of it is stored.
	 * @param from the key of the stored file
	 * @param key the new key
	 * @param size of the file in bytes
	 * @param sha256 of its bytes in hex
	 * @param type its media type
	 * @return completes when the copy is stored; a {@link KeyExistsException} if the key
	 * is taken, a {@link ContentChangedException} if the stored file has other bytes, a
	 * {@link NoSuchKeyException} if it is missing
	 */
	Mono<Void> copy(String from, String key, long size, String sha256, String type);

	/**
	 * Opens a stored file. It can be read to its end, even if the key is deleted
	 * meanwhile.
	 * @return the file, which the caller closes; a {@link NoSuchKeyException} if it is
	 * missing
	 */
	Mono<OpenObject> open(String key);

	/**
	 * Reads a part of a stored file, one buffer at a time when the subscriber requests
	 * it. Cancelling ends the transfer.
	 * @param from the number of bytes to skip
	 * @param length the number of bytes to read at most
	 * @return buffers, which the subscriber releases; a {@link NoSuchKeyException} if the
	 * file is missing
	 */
	default Flux<DataBuffer> read(String key, long from, long length) {
		return Flux.usingWhen(open(key), (opened) -> opened.read(from, length),
				(opened) -> Mono.fromRunnable(opened::close));
	}

	/**
	 * Finds a stored file.
	 * @return its size and time; empty if it is missing
	 */
	Mono<StoredObject> find(String key);

	/**
	 * Lists stored files as the subscriber requests them. A file that is stored or
	 * deleted meanwhile may be in the list or not.
	 * @param prefix the first segments of the keys, each with its slash, such as
	 * {@code library/silver/}
	 * @return in no particular order
	 */
	Flux<StoredObject> list(String prefix);

	/**
	 * Deletes stored files. A missing key is not an error. A failure at one key does not
	 * prevent the deletion of the others.
	 * @return completes when all are deleted
	 */
	Mono<Void> delete(Collection<String> keys);

	/**
	 * Provides a stored file as a local file, for work that needs one.
	 * @param work receives what opens the local file, which exists until the work ends.
	 * Opening it blocks, and throws a {@link NoSuchKeyException} if the file is missing
	 * @return the result of the work
	 */
	<T> Mono<T> withFile(String key, Function<CheckedFile.Source, Mono<T>> work);

	/**
	 * The location of a key, as a row names it.
	 * @param key which may be unused
	 * @return an absolute path, or a URL
	 */
	String location(String key);

	/**
	 * The key of a location that a row names.
	 * @param location from {@link #location}, also of an earlier start of the service
	 * @return empty if the location is not in this storage
	 */
	Mono<String> key(String location);

}
