package dev.tintype.web.ndjson;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

import dev.tintype.support.DataSettings;
import dev.tintype.support.OwnFiles;
import dev.tintype.web.http.Answers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Responds with a body that is too large to wait in memory for a slow reader. The body is
 * written to a temporary file in the data folder, and sent from there as fast as the
 * client reads.
 */
@Component
final class SpilledBody {

	private static final Logger LOG = LoggerFactory.getLogger(SpilledBody.class);

	private static final int BUFFER_BYTES = 1 << 16;

	private final Path folder;

	private final StreamBudget budget;

	/**
	 * Creates the component.
	 * @param budget the budget that is charged for the buffers of all responses
	 */
	SpilledBody(DataSettings data, StreamBudget budget) {
		this.folder = data.dataDir().resolve("responses");
		this.budget = budget;
	}

	/**
	 * Writes the body of a response to a temporary file.
	 * @param large the response, which the result does not keep in memory
	 * @return the same response. Its body stays in memory if the file cannot be written
	 */
	Mono<ServerResponse> answer(Answers.Large large) {
		try {
			FileChannel file = write(large.body());
			return large.builder()
				.body((output, context) -> PagedBody.write(output, Flux.defer(() -> read(file, output.bufferFactory())),
						this.budget));
		}
		catch (IOException ex) {
			// Reads must work even if the disk is full.
			LOG.debug("A large response stays in memory", ex);
			return PagedBody.answer(large.builder(), large.body(), this.budget);
		}
	}

	// If the system allows it, the file has no name from the beginning, so that nothing
	// is left if the process is killed. The garbage collector closes a channel that no
	// response reads.
	private FileChannel write(byte[] body) throws IOException {
		OwnFiles.createFolders(this.folder);
		FileChannel file = FileChannel.open(this.folder.resolve(UUID.randomUUID().toString()),
				StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE,
				StandardOpenOption.DELETE_ON_CLOSE);
		try {
			// The JDK copies into memory outside the heap. Each thread keeps as much of
			// it as its largest write.
			for (int from = 0; from < body.length; from += BUFFER_BYTES) {
				ByteBuffer part = ByteBuffer.wrap(body, from, Math.min(BUFFER_BYTES, body.length - from));
				while (part.hasRemaining()) {
					file.write(part);
				}
			}
			return file.position(0);
		}
		catch (IOException ex) {
			file.close();
			throw ex;
		}
	}

	private Flux<DataBuffer> read(FileChannel file, DataBufferFactory buffers) {
		int size = (int) Math.min(BUFFER_BYTES, this.budget.share());
		return DataBufferUtils.readByteChannel(() -> file, buffers, size).subscribeOn(Schedulers.boundedElastic());
	}

}
