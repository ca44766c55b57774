package dev.tintype.web.http;

import java.util.concurrent.atomic.AtomicLong;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/**
 * Collects bodies that are parsed as a whole. Clients may send them slowly, so the memory
 * of all large bodies together is limited.
 */
final class JsonBody {

	/** The first bytes of each body, which the budget does not count. */
	private static final int SMALL_BYTES = 1 << 16;

	/** An eighth of the heap, but at least enough for the largest body. */
	private static final HeapBudget LARGE = new HeapBudget(Math.max(24 << 20, Runtime.getRuntime().maxMemory() / 8));

	private JsonBody() {
	}

	/**
	 * Collects a body.
	 * @param limit its greatest size, in bytes
	 * @return the whole body, empty if there is none. It fails with a
	 * {@link org.springframework.core.io.buffer.DataBufferLimitException} beyond the
	 * limit, and with a problem of type {@link ProblemType#UNAVAILABLE} if too many large
	 * bodies are being received
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
