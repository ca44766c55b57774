package dev.tintype.web.http;

import java.util.concurrent.atomic.AtomicLong;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/**
 * Collects the bodies that are parsed as a whole. Clients may send them slowly, so all
 * the large ones together are bounded.
 */
final class JsonBody {

	/** As many bytes of each body count for nothing. */
	private static final int SMALL_BYTES = 1 << 16;

	/** A small heap still takes the largest body. */
	private static final HeapBudget LARGE = new HeapBudget(Math.max(24 << 20, Runtime.getRuntime().maxMemory() / 8));

	private JsonBody() {
	}

	/**
	 * Collects a body.
	 * @param limit of its size, in bytes
	 * @return whole, empty when there is none; a
	 * {@link org.springframework.core.io.buffer.DataBufferLimitException} beyond the
	 * limit, a problem of type {@link ProblemType#UNAVAILABLE} when too many large bodies
	 * are being received
	 */
	static Mono<byte[]> read(Flux<DataBuffer> body, int limit) {
		return read(body, limit, LARGE);
	}

	static Mono<byte[]> read(Flux<DataBuffer> body, int limit, HeapBudget large) {
		return Mono.using(large::open,
				(account) -> DataBufferUtils.join(counted(body, account), limit).map(Requests::bytes));
	}

	private static Flux<DataBuffer> counted(Flux<DataBuffer> body, HeapBudget.Account account) {
		AtomicLong received = new AtomicLong();
		return body.map((buffer) -> {
			try {
				account.grow(received.addAndGet(buffer.readableByteCount()) - SMALL_BYTES);
				return buffer;
			}
			catch (ProblemException ex) {
				DataBufferUtils.release(buffer);
				throw ex;
			}
		});
	}

}
