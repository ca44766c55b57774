package dev.tintype.caption.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

import dev.tintype.operation.job.JobInput;
import dev.tintype.support.CheckedFile;
import dev.tintype.support.Hashes;
import dev.tintype.support.OwnFiles;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/**
 * Stores the body of an import in a temporary file. Nothing is imported before the whole
 * body is there.
 */
final class InputFile {

	/** The most bytes of a body. */
	static final long MOST_BYTES = 2L << 30;

	private static final int BUFFER_BYTES = 1 << 16;

	private final Path file;

	private final FileChannel channel;

	private final MessageDigest digest = Hashes.sha256Digest();

	private long size;

	private InputFile(Path file) throws IOException {
		this.file = file;
		OwnFiles.createFolderOf(file);
		this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
	}

	/**
	 * Stores a body.
	 * @param file that does not exist yet
	 * @param type the media type of the body
	 * @return the input of a job, whose file the caller deletes; no file is left after a
	 * failure
	 */
	static Mono<JobInput> store(Path file, Flux<DataBuffer> body, String type) {
		Scheduler disk = Schedulers.boundedElastic();
		return Mono.usingWhen(Mono.fromCallable(() -> new InputFile(file)).subscribeOn(disk),
				(input) -> body.publishOn(disk, 2)
					.doOnNext(input::write)
					.doOnDiscard(DataBuffer.class, DataBufferUtils::release)
					.then(Mono.fromCallable(() -> input.finish(type))),
				(input) -> Mono.empty(), (input, ex) -> input.discard(), InputFile::discard);
	}

	private void write(DataBuffer buffer) {
		try (DataBuffer.ByteBufferIterator parts = buffer.readableByteBuffers()) {
			this.size += buffer.readableByteCount();
			if (this.size > MOST_BYTES) {
				throw new ProblemException(ProblemType.TOO_LARGE,
						"The body is larger than " + MOST_BYTES + " bytes, the limit of an import.");
			}
			while (parts.hasNext()) {
				ByteBuffer part = parts.next();
				this.digest.update(part.duplicate());
				while (part.hasRemaining()) {
					this.channel.write(part);
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			DataBufferUtils.release(buffer);
		}
	}

	private JobInput finish(String type) throws IOException {
		this.channel.close();
		return new JobInput(this.file, this.size, HexFormat.of().formatHex(this.digest.digest()), type);
	}

	private Mono<Void> discard() {
		return Mono.fromCallable(() -> {
			this.channel.close();
			return Files.deleteIfExists(this.file);
		}).subscribeOn(Schedulers.boundedElastic()).then();
	}

	/**
	 * Deletes a stored body, if it is still there.
	 */
	static Mono<Void> delete(JobInput input) {
		return Mono.fromCallable(() -> Files.deleteIfExists(input.file()))
			.subscribeOn(Schedulers.boundedElastic())
			.then();
	}

	/**
	 * Reads a stored body.
	 * @param source opens its file
	 */
	static ImportFormat.Input read(CheckedFile.Source source) {
		return () -> {
			InputStream bytes = Channels.newInputStream(source.open().channel());
			return new BufferedInputStream(bytes, BUFFER_BYTES);
		};
	}

}
