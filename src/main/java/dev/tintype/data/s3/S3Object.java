package dev.tintype.data.s3;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;

import dev.tintype.data.storage.OpenObject;
import dev.tintype.support.Hashes;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;

/**
 * A file of the bucket. It is read in ranges, so that a slow reader holds no connection,
 * and breaks no transfer by its pauses.
 *
 * @param key of the file
 * @param size in bytes
 * @param modifiedAt when it was stored
 * @param etag of the bytes, for the condition of each range
 */
record S3Object(S3Calls calls, S3Settings settings, String key, long size, Instant modifiedAt,
		String etag) implements OpenObject {

	static final int RANGE_BYTES = 1 << 20;

	@Override
	public Flux<DataBuffer> read(long from, long length, DataBufferFactory buffers, int bufferBytes) {
		return ranges(from, length).concatMapIterable((range) -> () -> slices(range, buffers, bufferBytes), 1);
	}

	/**
	 * Reads ranges. While the subscriber works on one, the next one is read.
	 */
	private Flux<ByteBuffer> ranges(long from, long length) {
		long end = from + Math.min(length, Math.max(0, this.size - from));
		int count = Math.toIntExact((end - from + RANGE_BYTES - 1) / RANGE_BYTES);
		return Flux.range(0, count).flatMapSequential((index) -> {
			long begin = from + (long) index * RANGE_BYTES;
			return range(begin, Math.min(begin + RANGE_BYTES, end));
		}, 1, 1);
	}

	/**
	 * Reads one range.
	 * @param end the position after the last byte
	 */
	Mono<ByteBuffer> range(long begin, long end) {
		return this.calls
			.send(this.key,
					(client, limit) -> client.getObject((request) -> request.bucket(this.settings.bucket())
						.key(this.settings.prefix() + this.key)
						.range("bytes=" + begin + "-" + (end - 1))
						.ifMatch(this.etag)
						.overrideConfiguration(limit), AsyncResponseTransformer.toBytes()))
			.map((response) -> response.asByteBuffer());
	}

	private static Iterator<DataBuffer> slices(ByteBuffer range, DataBufferFactory buffers, int bufferBytes) {
		return new Iterator<>() {

			@Override
			public boolean hasNext() {
				return range.hasRemaining();
			}

			@Override
			public DataBuffer next() {
				byte[] bytes = new byte[Math.min(bufferBytes, range.remaining())];
				range.get(bytes);
				return buffers.wrap(bytes);
			}
		};
	}

	@Override
	public Mono<String> sha256() {
		return ranges(0, this.size).reduceWith(Hashes::sha256Digest, (digest, range) -> {
			digest.update(range);
			return digest;
		}).map((digest) -> HexFormat.of().formatHex(digest.digest()));
	}

	@Override
	public void close() {
		// No connection is held between two ranges.
	}

}
