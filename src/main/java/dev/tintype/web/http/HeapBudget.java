package dev.tintype.web.http;

import java.util.concurrent.atomic.AtomicLong;

import org.springframework.http.HttpHeaders;

/**
 * How much memory may be taken by all requests that must hold much of it at once. One
 * that finds none left is refused and may come again: to wait would let slow clients stop
 * the others.
 */
public final class HeapBudget {

	private final AtomicLong left;

	/**
	 * A budget of which nothing is taken.
	 * @param bytes of all requests together
	 */
	public HeapBudget(long bytes) {
		this.left = new AtomicLong(bytes);
	}

	/**
	 * Opens the account of a request, to be closed at its end.
	 * @return an account that holds nothing
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
	 * What one request has taken. It may be closed by one thread while bytes still arrive
	 * on another; nothing is taken after that, since nobody would give it back.
	 */
	public final class Account implements AutoCloseable {

		private long taken;

		private boolean closed;

		private Account() {
		}

		/**
		 * Takes what is missing to an amount.
		 * @param bytes that the request holds from now on, or fewer than it held before
		 * @throws ProblemException of type {@code UNAVAILABLE} when as many are not left
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
