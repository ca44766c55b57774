package dev.tintype.web.ndjson;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

import dev.tintype.data.batch.BatchSettings;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Limits the memory of all streams together: pages that were read, results that are not
 * yet in a socket, and received bodies that are not yet processed. A stream reserves
 * memory before it reads more. Streams wait in arrival order, and a waiting request holds
 * no memory. Pages become smaller as more streams are open.
 */
@Component
public final class StreamBudget {

	/** A page is never larger than this, unless a single row is. */
	private static final long MOST_BYTES = 1 << 19;

	/** A smaller page would cost more in statements than it saves in memory. */
	private static final long FEWEST_BYTES = 1 << 13;

	/**
	 * How many pages are read at the same time: enough for the processors, with
	 * connections left for other work.
	 */
	private static final int READS = Math.max(2, Runtime.getRuntime().availableProcessors());

	private final BatchSettings settings;

	private final long limit;

	/** The budget that contains this one, null for the budget of all streams. */
	private final @Nullable StreamBudget whole;

	/** The budget of streams whose pages may be larger than the budget. */
	private final @Nullable StreamBudget contents;

	private final Deque<StreamWaiter> waiters = new ArrayDeque<>();

	private long held;

	/** The part of the held memory that belongs to request bodies. */
	private long bodies;

	private int reads;

	private int streams;

	/**
	 * Creates an unused budget.
	 * @param settings its size, and how long a stream waits for memory
	 */
	@Autowired
	public StreamBudget(BatchSettings settings) {
		this.settings = settings;
		this.limit = settings.memoryBytes();
		this.whole = null;
		this.contents = new StreamBudget(this);
	}

	private StreamBudget(StreamBudget whole) {
		this.settings = whole.settings;
		this.limit = whole.limit / 2;
		this.whole = whole;
		this.contents = null;
	}

	/**
	 * Returns the budget of streams with pages that may be larger than the whole budget,
	 * such as those of documents. It is half of this budget and never counts as more, so
	 * that the other half is left for all other streams.
	 * @return a budget whose memory also counts here
	 */
	public StreamBudget ofContents() {
		return Objects.requireNonNull(this.contents);
	}

	/** Returns the number of streams that wait for memory. */
	synchronized int waiting() {
		return this.waiters.size();
	}

	/**
	 * Returns the settings of batches and streams.
	 * @return the settings
	 */
	public BatchSettings settings() {
		return this.settings;
	}

	/**
	 * Counts an open stream, which makes the shares of all other streams smaller.
	 * @return ends the stream when it is disposed
	 */
	public synchronized Disposable stream() {
		this.streams++;
		return () -> {
			synchronized (this) {
				this.streams--;
			}
		};
	}

	/**
	 * Returns how large a page of one stream may be at the moment. Each stream holds two
	 * pages: the one that is being written and the next.
	 * @return the size in bytes
	 */
	public synchronized long share() {
		long share = this.limit / (2 * Math.max(1, this.streams));
		return Math.max(FEWEST_BYTES, Math.min(MOST_BYTES, share));
	}

	/**
	 * Tells whether at least one stream waits for memory that others hold.
	 */
	synchronized boolean isShort() {
		return this.waiters.stream().anyMatch((waiter) -> this.held + waiter.bytes() > this.limit);
	}

	/**
	 * Returns the memory that streams hold.
	 * @return the number of bytes
	 */
	public synchronized long held() {
		return this.held;
	}

	/**
	 * Reserves memory for a page, and one of the places for reads at the same time.
	 * @param bytes the estimated size of the page
	 * @return a lease, when there is room. It fails with a {@link TimeoutException} after
	 * the idle timeout
	 */
	public Mono<StreamLease> toRead(long bytes) {
		return reserve(bytes, true, false);
	}

	/**
	 * Reserves memory.
	 * @param bytes how many bytes. A number over half of the budget counts as half, so
	 * that the budget can grant it
	 * @return a lease, when there is room. It fails with a {@link TimeoutException} after
	 * the idle timeout
	 */
	Mono<StreamLease> reserve(long bytes) {
		return reserve(bytes, false, false);
	}

	/**
	 * Reserves memory for more of a body. All bodies together leave half of the budget
	 * for responses, because a client may take minutes to send a line.
	 * @param bytes as in {@link #reserve(long)}
	 * @return as in {@link #reserve(long)}
	 */
	Mono<StreamLease> reserveForBody(long bytes) {
		return reserve(bytes, false, true);
	}

	private Mono<StreamLease> reserve(long bytes, boolean reading, boolean body) {
		return Mono.create((sink) -> {
			StreamWaiter waiter = new StreamWaiter(this, Math.min(bytes, this.limit / 2), reading, body, sink);
			synchronized (this) {
				this.waiters.add(waiter);
			}
			grant();
			waiter.expireAfter(this.settings.idleTimeout());
		});
	}

	synchronized boolean leave(StreamWaiter waiter) {
		return this.waiters.remove(waiter);
	}

	// Leases are granted outside the lock, because a waiter may continue at once and
	// reserve again.
	void grant() {
		List<StreamWaiter> granted = new ArrayList<>();
		long counted;
		synchronized (this) {
			counted = -counted();
			for (StreamWaiter next = nextGrantable(); next != null; next = nextGrantable()) {
				this.waiters.remove(next);
				this.held += next.bytes();
				this.bodies += next.isBody() ? next.bytes() : 0;
				this.reads += next.isReading() ? 1 : 0;
				granted.add(next);
			}
			counted += counted();
		}
		share(counted);
		granted.forEach(StreamWaiter::grant);
		if (this.contents != null) {
			this.contents.grant();
		}
	}

	private long counted() {
		return Math.min(this.held, this.limit);
	}

	private void share(long counted) {
		if (this.whole != null && counted != 0) {
			this.whole.change(counted, 0, false);
		}
	}

	private synchronized boolean hasFree(long bytes) {
		return this.held + bytes <= this.limit;
	}

	// Waiters are served in arrival order. One that waits for a place to read, or for the
	// limit of bodies, does not block those after it.
	private @Nullable StreamWaiter nextGrantable() {
		for (StreamWaiter waiter : this.waiters) {
			if (waiter.isBody() && this.bodies > 0 && this.bodies + waiter.bytes() > this.limit / 2) {
				continue;
			}
			boolean fits = hasFree(waiter.bytes()) && (this.whole == null || this.whole.hasFree(waiter.bytes()));
			if (this.held > 0 && !fits) {
				return null;
			}
			if (!waiter.isReading() || this.reads < READS) {
				return waiter;
			}
		}
		return null;
	}

	/**
	 * Begins work with one large result when the streams leave memory for it.
	 * @param <T> the result of the work
	 * @return the same work. It fails with a {@link TimeoutException} after the idle
	 * timeout
	 */
	public <T> Mono<T> admitted(Mono<T> work) {
		return reserve(1).doOnNext(StreamLease::release).then(work);
	}

	/**
	 * Tells whether a whole body may stay in memory until its client has read it. Such a
	 * body does not wait for memory, so it may stay only while most of the budget is
	 * free.
	 */
	synchronized boolean hasRoom(long bytes) {
		return this.waiters.isEmpty() && this.held + bytes <= this.limit / 4;
	}

	/**
	 * Charges bytes that are already in memory, even beyond the budget.
	 * @return a lease that holds them
	 */
	StreamLease charged(long bytes) {
		StreamLease lease = new StreamLease(this, 0, false, false);
		lease.grow(bytes);
		return lease;
	}

	/**
	 * Opens a lease for the body that a client sends. Its client must read the results,
	 * because otherwise it would wait forever to send the rest.
	 * @return a lease of 0 bytes
	 */
	StreamLease awaited() {
		return new StreamLease(this, 0, false, true);
	}

	/**
	 * Changes how much memory is held.
	 * @param bytes the change, negative for released memory
	 * @param ended how many reads have ended
	 * @param body whether the memory belongs to a request body
	 */
	void change(long bytes, int ended, boolean body) {
		long counted;
		synchronized (this) {
			counted = -counted();
			this.held += bytes;
			this.bodies += body ? bytes : 0;
			this.reads -= ended;
			counted += counted();
		}
		share(counted);
		if (bytes < 0 || ended > 0) {
			grant();
		}
	}

}
