package dev.tintype.data.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ReadableByteChannel;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.tintype.support.CheckedFile;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;

/**
 * An open local file.
 */
final class OpenFile implements OpenObject {

	private final CheckedFile file;

	private final AtomicBoolean taken = new AtomicBoolean();

	OpenFile(CheckedFile file) {
		this.file = file;
	}

	@Override
	public long size() {
		return this.file.size();
	}

	@Override
	public Instant modifiedAt() {
		return this.file.modifiedAt();
	}

	@Override
	public Flux<DataBuffer> read(long from, long length, DataBufferFactory buffers, int bufferBytes) {
		Flux<DataBuffer> bytes = DataBufferUtils.readByteChannel(() -> take(from), buffers, bufferBytes);
		// The disk is read off the event loop, one buffer whenever the reader is ready.
		return Flux.from(DataBufferUtils.takeUntilByteCount(bytes, length)).subscribeOn(Schedulers.boundedElastic());
	}

	// The reader closes the channel in every case.
	private ReadableByteChannel take(long from) throws IOException {
		this.taken.set(true);
		return this.file.channel().position(from);
	}

	@Override
	public Mono<String> sha256() {
		return Mono.fromCallable(this.file::sha256).subscribeOn(Schedulers.boundedElastic());
	}

	@Override
	public void close() {
		try {
			if (!this.taken.get()) {
				this.file.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
