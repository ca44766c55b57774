package dev.tintype.data.storage;

import java.io.Closeable;
import java.time.Instant;

import dev.tintype.support.CheckedFile;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

/**
 * A file that is open for reading. Its bytes are those of the moment when it was opened.
 */
public interface OpenObject extends Closeable {

	/** The size of a buffer in bytes, if the caller does not choose it. */
	int BUFFER_BYTES = 1 << 16;

	/**
	 * Wraps a local file, which may also be one that the service does not own.
	 * @param file is closed with the result
	 * @return the same file
	 */
	static OpenObject of(CheckedFile file) {
		return new OpenFile(file);
	}

	/**
	 * The size when it was opened.
	 * @return bytes
	 */
	long size();

	/**
	 * The last change.
	 * @return in whole microseconds
	 */
	Instant modifiedAt();

	/**
	 * Reads a part of the file and closes the file after that, in every case. It can be
	 * called once.
	 * @param from the number of bytes to skip
	 * @param length the number of bytes to read at most
	 * @param buffers creates the buffers
	 * @param bufferBytes the size of a buffer
	 * @return buffers, each read when the subscriber requests it, which releases them
	 */
	Flux<DataBuffer> read(long from, long length, DataBufferFactory buffers, int bufferBytes);

	/**
	 * Reads a part of the file with buffers on the heap, and closes the file.
	 * @param from the number of bytes to skip
	 * @param length the number of bytes to read at most
	 * @return buffers, each read when the subscriber requests it
	 */
	default Flux<DataBuffer> read(long from, long length) {
		return read(from, length, DefaultDataBufferFactory.sharedInstance, BUFFER_BYTES);
	}

	/**
	 * Hashes the whole file, which stays open.
	 * @return SHA-256 of its bytes in hex
	 */
	Mono<String> sha256();

	/** Closes the file, unless a subscriber reads it: then the end of that closes it. */
	@Override
	void close();

}
