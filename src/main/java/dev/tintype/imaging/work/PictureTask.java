package dev.tintype.imaging.work;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.IntConsumer;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;

/**
 * One piece of work on a picture, from the queue to its answer.
 *
 * @param <T> of the result
 */
final class PictureTask<T> implements Runnable {

	private final Function<Deadline, T> work;

	private final MonoSink<T> sink;

	private final Duration limit;

	private final IntConsumer stuck;

	private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

	private volatile @Nullable Deadline deadline;

	/**
	 * Work that has yet to start.
	 * @param work what to do
	 * @param sink who waits for it
	 * @param limit how long it may take from its start
	 * @param stuck told 1 when the deadline passes and the thread is still busy, and -1
	 * when it is free again
	 */
	PictureTask(Function<Deadline, T> work, MonoSink<T> sink, Duration limit, IntConsumer stuck) {
		this.work = work;
		this.sink = sink;
		this.limit = limit;
		this.stuck = stuck;
	}

	@Override
	public void run() {
		Deadline own = new Deadline(this.limit);
		this.deadline = own;
		if (!this.state.compareAndSet(State.WAITING, State.RUNNING)) {
			return;
		}
		Disposable alarm = Schedulers.parallel().schedule(this::late, this.limit.toMillis(), TimeUnit.MILLISECONDS);
		try {
			T result = this.work.apply(own);
			if (end(alarm)) {
				this.sink.success(result);
			}
		}
		// Whatever a decoder throws has to reach the one who waits, errors included.
		catch (Throwable ex) {
			if (end(alarm)) {
				this.sink.error(ex);
			}
		}
	}

	/** Nobody waits any more: work that has not started will not. */
	void abandon() {
		this.state.compareAndSet(State.WAITING, State.DONE);
		Deadline own = this.deadline;
		if (own != null) {
			own.abandon();
		}
	}

	/** The service stops before the work could start. */
	void refuse() {
		if (this.state.compareAndSet(State.WAITING, State.DONE)) {
			this.sink.error(PictureException.busy());
		}
	}

	private boolean end(Disposable alarm) {
		alarm.dispose();
		boolean inTime = this.state.compareAndSet(State.RUNNING, State.DONE);
		if (!inTime) {
			this.stuck.accept(-1);
		}
		return inTime;
	}

	private void late() {
		if (this.state.compareAndSet(State.RUNNING, State.LATE)) {
			this.stuck.accept(1);
			this.sink.error(PictureException.tooLong(this.limit));
		}
	}

	private enum State {

		WAITING, RUNNING, LATE, DONE

	}

}
