package dev.tintype.web.ndjson;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.tintype.data.batch.BatchSettings;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;

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

	private final Deque<Waiter> waiters = new ArrayDeque<>();

	private long held;

	private int reads;

	private int streams;

	/**
	 * A budget of which nothing is held.
	 * @param settings its size, and how long a stream waits for a part of it
	 */
	public StreamBudget(BatchSettings settings) {
		this.settings = settings;
		this.limit = settings.memoryBytes();
	}

	/**
	 * Streams that wait for memory.
	 * @return how many
	 */
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
		return this.waiters.stream().anyMatch((waiter) -> this.held + waiter.bytes > this.limit);
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
		return reserve(bytes, true);
	}

	/**
	 * Reserves memory.
	 * @param bytes how many; more than half of the budget count as half of it, so that
	 * the request is granted at some time
	 * @return a lease, as soon as there is room; a {@link TimeoutException} after the
	 * idle timeout
	 */
	Mono<StreamLease> reserve(long bytes) {
		return reserve(bytes, false);
	}

	private Mono<StreamLease> reserve(long bytes, boolean reading) {
		return Mono.create((sink) -> {
			Waiter waiter = new Waiter(Math.min(bytes, this.limit / 2), reading, sink);
			synchronized (this) {
				this.waiters.add(waiter);
			}
			grant();
			waiter.expireAfter(this.settings.idleTimeout());
		});
	}

	private synchronized boolean leave(Waiter waiter) {
		return this.waiters.remove(waiter);
	}

	// Granted outside the lock: a waiter may go on at once, and reserve again.
	private void grant() {
		List<Waiter> granted = new ArrayList<>();
		synchronized (this) {
			for (Waiter next = nextGrantable(); next != null; next = nextGrantable()) {
				this.waiters.remove(next);
				this.held += next.bytes;
				this.reads += next.reading ? 1 : 0;
				granted.add(next);
			}
		}
		granted.forEach(Waiter::grant);
	}

	// In arrival order; who waits for a place to read keeps nobody else from memory.
	private @Nullable Waiter nextGrantable() {
		for (Waiter waiter : this.waiters) {
			if (this.held > 0 && this.held + waiter.bytes > this.limit) {
				return null;
			}
			if (!waiter.reading || this.reads < READS) {
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
	 * Charges what is there already, even where the budget is exceeded.
	 * @param bytes that an answer holds
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
	 */
	void change(long bytes, int ended) {
		synchronized (this) {
			this.held += bytes;
			this.reads -= ended;
		}
		if (bytes < 0 || ended > 0) {
			grant();
		}
	}

	/**
	 * A stream that waits for memory.
	 */
	private final class Waiter {

		private final long bytes;

		private final boolean reading;

		private final MonoSink<StreamLease> sink;

		private final Disposable.Swap timer = Disposables.swap();

		private boolean cancelled;

		private @Nullable StreamLease lease;

		Waiter(long bytes, boolean reading, MonoSink<StreamLease> sink) {
			this.bytes = bytes;
			this.reading = reading;
			this.sink = sink;
			sink.onCancel(this::cancel);
		}

		// A lease that is granted to somebody who has just gone is given back here, since
		// Reactor only drops it.
		private void cancel() {
			StreamLease granted;
			synchronized (this) {
				this.cancelled = true;
				granted = this.lease;
			}
			this.timer.dispose();
			if (granted != null) {
				granted.release();
			}
			else if (leave(this)) {
				StreamBudget.this.grant();
			}
		}

		void grant() {
			StreamLease granted = new StreamLease(StreamBudget.this, this.bytes, this.reading, false);
			boolean gone;
			synchronized (this) {
				this.lease = granted;
				gone = this.cancelled;
			}
			this.timer.dispose();
			if (gone) {
				granted.release();
			}
			else {
				this.sink.success(granted);
			}
		}

		void expireAfter(Duration patience) {
			synchronized (this) {
				if (this.lease != null || this.cancelled) {
					return;
				}
			}
			this.timer.update(Schedulers.parallel().schedule(this::expire, patience.toMillis(), TimeUnit.MILLISECONDS));
		}

		private void expire() {
			if (leave(this)) {
				this.sink.error(new TimeoutException("Other streams hold the memory of all streams"));
				StreamBudget.this.grant();
			}
		}

	}

}
