package dev.tintype.data.replica;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Knows up to where in the log is what this process has written. Every write gets a
 * number; one question, never more at once, then covers all that were committed before it
 * was asked. While nothing is written nothing is asked.
 */
final class WrittenPosition implements Disposable {

	private static final Logger LOG = LoggerFactory.getLogger(WrittenPosition.class);

	private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(200);

	private final Mono<Lsn> question;

	private final Runnable listener;

	/** The first one stands for what was written before the start. */
	private final AtomicLong number = new AtomicLong(1);

	private final AtomicBoolean asking = new AtomicBoolean();

	private final Disposable.Swap loop = Disposables.swap();

	private volatile Known known = new Known(0, Lsn.NONE);

	private volatile Sinks.Empty<Void> change = Sinks.empty();

	/**
	 * Asks nothing yet.
	 * @param question to the database: where the log ends
	 * @param listener called when the answer is there
	 */
	WrittenPosition(Mono<Lsn> question, Runnable listener) {
		this.question = question;
		this.listener = listener;
	}

	/**
	 * Begins with what was written before.
	 */
	void start() {
		ask();
	}

	/**
	 * Hears of a write that is committed.
	 * @return its number
	 */
	long written() {
		long written = this.number.incrementAndGet();
		ask();
		return written;
	}

	/**
	 * Tells whether a place is behind all that this process has written.
	 * @param replayed up to where a server knows everything
	 * @return false too while it is not known where the last write is
	 */
	boolean isCoveredBy(Lsn replayed) {
		long newest = this.number.get();
		Known now = this.known;
		return now.number >= newest && replayed.reaches(now.position);
	}

	/**
	 * The place behind the newest write that has one.
	 * @return of an earlier write than the newest while that is being asked for
	 */
	Lsn newestKnown() {
		return this.known.position;
	}

	/**
	 * The place behind a write.
	 * @return that place or one behind it, as soon as it is known
	 */
	Mono<Lsn> positionOf(long written) {
		return Mono.defer(() -> {
			// Taken before it looks, so that no change is missed between.
			Mono<Void> later = this.change.asMono();
			Known now = this.known;
			return (now.number >= written) ? Mono.just(now.position) : later.then(positionOf(written));
		});
	}

	private void ask() {
		if (this.asking.compareAndSet(false, true)) {
			this.loop.replace(Mono.defer(this::once).repeat(this::isBehind).doFinally((signal) -> {
				this.asking.set(false);
				if (isBehind() && !this.loop.isDisposed()) {
					ask();
				}
			}).subscribe());
		}
	}

	private Mono<Void> once() {
		long covered = this.number.get();
		return this.question.doOnNext((position) -> learn(new Known(covered, position))).then().onErrorResume((ex) -> {
			LOG.debug("The end of the database's log is not known", ex);
			return Mono.delay(PAUSE_AFTER_FAILURE).then();
		});
	}

	private void learn(Known now) {
		this.known = now;
		Sinks.Empty<Void> told = this.change;
		this.change = Sinks.empty();
		told.tryEmitEmpty();
		this.listener.run();
	}

	private boolean isBehind() {
		return this.known.number < this.number.get();
	}

	@Override
	public void dispose() {
		this.loop.dispose();
	}

	@Override
	public boolean isDisposed() {
		return this.loop.isDisposed();
	}

	private record Known(long number, Lsn position) {
	}

}
