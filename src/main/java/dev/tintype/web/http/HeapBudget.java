package dev.tintype.web.http;

import java.util.concurrent.atomic.AtomicLong;

import org.springframework.http.HttpHeaders;

/**
 * Limits the memory of all requests that each need much memory at once. If none is left,
 * a request is refused and its client may retry. If requests waited instead, slow clients
 * would block the others.
 */
public final class HeapBudget {

	private final AtomicLong left;

	/**
	 * Creates an unused budget.
	 * @param bytes the memory of all requests together
	 */
	public HeapBudget(long bytes) {
		this.left = new AtomicLong(bytes);
	}

	/**
	 * Opens the account of a request. The caller closes it when the request ends.
	 * @return an account that holds no memory
	 */
	public Account open() {
		return new Account();
	}

	private static ProblemException refusal() {
		ProblemException refusal = new ProblemException(ProblemType.UNAVAILABLE,
				"Too many large bodies are being received at the moment. Try again.");
		refusal.getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
		return refusal;
	}

	/**
	 * The memory that one request holds. One thread may close it while another still
	 * receives bytes. A closed account takes no more memory, because nobody would return
	 * it.
	 */
	public final class Account implements AutoCloseable {

		private long taken;

		private boolean closed;

		private Account() {
		}

		/**
		 * Takes more memory, up to an amount.
		 * @param bytes how many bytes the request then holds; a smaller number than
		 * before has no effect
		 * @throws ProblemException of type {@code UNAVAILABLE} if too few bytes are left
		 */
		public synchronized void grow(long bytes) {
			long missing = bytes - this.taken;
			if (missing <= 0 || this.closed) {
				return;
			}
			if (HeapBudget.this.left.addAndGet(-missing) < 0) {
				HeapBudget.this.left.addAndGet(missing);
				throw refusal();
			}
			this.taken = bytes;
		}

		@Override
		public synchronized void close() {
			this.closed = true;
			HeapBudget.this.left.addAndGet(this.taken);
			this.taken = 0;
		}

	}

}
