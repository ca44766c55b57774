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
 * The memory that all streams together may hold: pages that were read, results that were
 * not yet written to a socket, bodies that were received but not yet processed. A stream
 * reserves memory before it takes more, and waits in arrival order, holding nothing for
 * what it waits for. Pages become smaller as more streams are open.
 */
@Component
public final class StreamBudget {

	/** A page is never larger than this, unless one row alone is. */
	private static final long MOST_BYTES = 1 << 19;

	/** Below this a page costs more in statements than it saves in memory. */
	private static final long FEWEST_BYTES = 1 << 13;

	/** Pages read at once: enough for the processors, with connections left to others. */
	private static final int READS = Math.max(2, Runtime.getRuntime().availableProcessors());

	private final BatchSettings settings;

	private final long limit;

	/** Of which this is a share, null for the budget of all streams. */
	private final @Nullable StreamBudget whole;

	/** The share of streams whose pages may be larger than the budget. */
	private final @Nullable StreamBudget contents;

	private final Deque<StreamWaiter> waiters = new ArrayDeque<>();

	private long held;

	/** What of it belongs to bodies that clients send. */
	private long bodies;

	private int reads;

	private int streams;

	/**
	 * A budget of which nothing is held.
	 * @param settings its size, and how long a stream waits for a part of it
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
	 * The share of streams of which one page may be larger than the budget, such as those
	 * of whole documents. It is half of this budget, and never counts as more, so that
	 * their readers leave the other half to all other streams.
	 * @return a budget whose memory is held here too
	 */
	public StreamBudget ofContents() {
		return Objects.requireNonNull(this.contents);
	}

	/** The number of streams that wait for memory. */
	synchronized int waiting() {
		return this.waiters.size();
	}

	/**
	 * How batches are cut and streams are paged.
	 * @return the settings
	 */
	public BatchSettings settings() {
		return this.settings;
	}

	/**
	 * Counts a stream, whose share makes the shares of all others smaller.
	 * @return ends it
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
	 * How large a page of one stream may be at the moment. Each stream holds two: one
	 * that is written and the next.
	 * @return bytes
	 */
	public synchronized long share() {
		long share = this.limit / (2 * Math.max(1, this.streams));
		return Math.max(FEWEST_BYTES, Math.min(MOST_BYTES, share));
	}

	/**
	 * Tells whether a stream waits for memory that others hold.
	 * @return whether at least one does
	 */
	synchronized boolean isShort() {
		return this.waiters.stream().anyMatch((waiter) -> this.held + waiter.bytes() > this.limit);
	}

	/**
	 * The memory that streams hold.
	 * @return bytes
	 */
	public synchronized long held() {
		return this.held;
	}

	/**
	 * Reserves memory for a page, and one of the places of those that read at the same
	 * time.
	 * @param bytes how large the page will be, as far as is known
	 * @return a lease, as soon as there is room; a {@link TimeoutException} after the
	 * idle timeout
	 */
	public Mono<StreamLease> toRead(long bytes) {
		return reserve(bytes, true, false);
	}

	/**
	 * Reserves memory.
	 * @param bytes how many; more than half of the budget count as half of it, so that
	 * the request is granted at some time
	 * @return a lease, as soon as there is room; a {@link TimeoutException} after the
	 * idle timeout
	 */
	Mono<StreamLease> reserve(long bytes) {
		return reserve(bytes, false, false);
	}

	/**
	 * Reserves memory for more of a body. All bodies together leave half of the budget to
	 * responses: a client may take minutes to send a line.
	 * @param bytes as in {@link #reserve(long)}
	 * @return a lease, as there
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

	// Granted outside the lock: a waiter may go on at once, and reserve again.
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

	// In arrival order; who waits for a place to read, or for other bodies, keeps nobody
	// else from memory.
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
	 * Begins work that brings a large answer at once, as soon as streams leave memory.
	 * @param <T> what the work brings
	 * @param work to begin
	 * @return the same; a {@link TimeoutException} after the idle timeout
	 */
	public <T> Mono<T> admitted(Mono<T> work) {
		return reserve(1).doOnNext(StreamLease::release).then(work);
	}

	/**
	 * Tells whether a whole body may stay in memory until its reader has taken it. Such
	 * bodies begin only while most of the budget is free, since they do not wait for it.
	 * @return whether it may
	 */
	synchronized boolean hasRoom(long bytes) {
		return this.waiters.isEmpty() && this.held + bytes <= this.limit / 4;
	}

	/**
	 * Charges what is there already, even where the budget is exceeded.
	 * @return a lease that holds them
	 */
	StreamLease charged(long bytes) {
		StreamLease lease = new StreamLease(this, 0, false, false);
		lease.grow(bytes);
		return lease;
	}

	/**
	 * Opens an account of what a client sends, which holds nothing yet. Its client may
	 * not leave its results unread: it would wait for ever to send the rest.
	 * @return a lease of no bytes
	 */
	StreamLease awaited() {
		return new StreamLease(this, 0, false, true);
	}

	/**
	 * Changes what is held.
	 * @param bytes more, or fewer where negative
	 * @param ended how many reads have ended
	 * @param body whether it belongs to the body of a request
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
