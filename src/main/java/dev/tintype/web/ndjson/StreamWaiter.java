package dev.tintype.web.ndjson;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;

/**
 * A stream that waits for memory.
 */
final class StreamWaiter {

	private final StreamBudget budget;

	private final long bytes;

	private final boolean reading;

	private final boolean body;

	private final MonoSink<StreamLease> sink;

	private final Disposable.Swap timer = Disposables.swap();

	private boolean cancelled;

	private @Nullable StreamLease lease;

	StreamWaiter(StreamBudget budget, long bytes, boolean reading, boolean body, MonoSink<StreamLease> sink) {
		this.budget = budget;
		this.bytes = bytes;
		this.reading = reading;
		this.body = body;
		this.sink = sink;
		sink.onCancel(this::cancel);
	}

	// A lease that is granted after the cancellation is released here, because Reactor
	// only drops it.
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
		else if (this.budget.leave(this)) {
			this.budget.grant();
		}
	}

	/**
	 * Returns how many bytes it waits for.
	 */
	long bytes() {
		return this.bytes;
	}

	/**
	 * Tells whether it also waits for a place to read.
	 */
	boolean isReading() {
		return this.reading;
	}

	/**
	 * Tells whether it waits for the memory of a request body.
	 */
	boolean isBody() {
		return this.body;
	}

	/** Passes the lease to the stream, which may continue at once and reserve again. */
	void grant() {
		StreamLease granted = new StreamLease(this.budget, this.bytes, this.reading, this.body);
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

	/**
	 * Ends the wait with an error after a time.
	 */
	void expireAfter(Duration patience) {
		synchronized (this) {
			if (this.lease != null || this.cancelled) {
				return;
			}
		}
		this.timer.update(Schedulers.parallel().schedule(this::expire, patience.toMillis(), TimeUnit.MILLISECONDS));
	}

	private void expire() {
		if (this.budget.leave(this)) {
			this.sink.error(new TimeoutException("Other streams hold all the memory of streams"));
			this.budget.grant();
		}
	}

}
