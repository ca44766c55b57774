package dev.tintype.data.pool;

import java.util.concurrent.RejectedExecutionException;

import dev.tintype.data.sql.LongWork;
import io.r2dbc.spi.R2dbcException;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Stands between work on a connection and its subscriber. The work is started, requested
 * and cancelled in the connection's lane, and the watch records how it ends. It is one
 * operator instead of four, since each statement passes two of them.
 *
 * @param <T> what the work gives
 */
class WatchedSubscriber<T> extends Operators.DeferredSubscription implements CoreSubscriber<T> {

	private final CoreSubscriber<? super T> actual;

	private final Watch watch;

	private volatile boolean ended;

	/**
	 * How many items the reader has requested and not received. Only used in the lane.
	 */
	private long wanted;

	WatchedSubscriber(CoreSubscriber<? super T> actual, Watch watch) {
		this.actual = actual;
		this.watch = watch;
	}

	/**
	 * Starts the work in its lane.
	 */
	void start(Publisher<T> work) {
		this.actual.onSubscribe(this);
		try {
			this.watch.lane().begin(() -> begin(work));
		}
		catch (RejectedExecutionException ex) {
			onError(ex);
		}
	}

	// Even after a cancellation: the driver frees unread results only when it is told to.
	void begin(Publisher<T> work) {
		R2dbcException lost = this.watch.lost();
		if (lost != null) {
			fail(lost);
			return;
		}
		this.watch.silence().begin(this);
		work.subscribe(this);
	}

	/**
	 * Ends the work for its subscriber, whatever the driver sends later. Called in the
	 * lane.
	 */
	void fail(R2dbcException failure) {
		if (!this.ended) {
			this.ended = true;
			this.watch.silence().end(this);
			this.actual.onError(failure);
		}
	}

	/**
	 * Tells whether the driver may send nothing, because its reader has requested no
	 * more. Called in the lane.
	 * @return whether all requested items have arrived
	 */
	boolean isReaderSlow() {
		return this.wanted == 0;
	}

	boolean isLongWork() {
		return LongWork.isMarked(currentContext());
	}

	@Override
	public Context currentContext() {
		return this.actual.currentContext();
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		set(subscription);
	}

	@Override
	public void onNext(T element) {
		if (!this.ended) {
			this.watch.silence().heard();
			if (this.wanted != Long.MAX_VALUE) {
				this.wanted--;
			}
			this.actual.onNext(element);
		}
	}

	@Override
	public void onError(Throwable error) {
		if (!this.ended) {
			this.ended = true;
			this.watch.silence().end(this);
			this.actual.onError(this.watch.failed(error));
		}
	}

	@Override
	public void onComplete() {
		if (!this.ended) {
			this.ended = true;
			this.watch.silence().end(this);
			this.watch.answer();
			this.actual.onComplete();
		}
	}

	@Override
	public void request(long count) {
		inLane(() -> {
			this.wanted = Operators.addCap(this.wanted, count);
			super.request(count);
		});
	}

	@Override
	public void cancel() {
		if (!this.ended) {
			this.watch.abandoned();
			inLane(() -> {
				this.watch.silence().end(this);
				super.cancel();
			});
		}
	}

	private void inLane(Runnable action) {
		try {
			this.watch.lane().execute(action);
		}
		catch (RejectedExecutionException ex) {
			// The loop is closed, and the connection with it, which reports it.
			Operators.onErrorDropped(ex, currentContext());
		}
	}

}
