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
 * Knows the log position behind all writes of this process. Every write gets a number.
 * One question at a time covers all writes that were committed before it was asked.
 * Without writes there are no questions.
 */
final class WrittenPosition implements Disposable {

	private static final Logger LOG = LoggerFactory.getLogger(WrittenPosition.class);

	private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(200);

	private final Mono<Lsn> question;

	private final Runnable listener;

	/** The first number stands for all writes before the start. */
	private final AtomicLong number = new AtomicLong(1);

	private final AtomicBoolean asking = new AtomicBoolean();

	private final Disposable.Swap loop = Disposables.swap();

	private volatile Known known = new Known(0, Lsn.NONE);

	private volatile Sinks.Empty<Void> change = Sinks.empty();

	/**
	 * Prepares the position without asking.
	 * @param question asks the database where the log ends
	 * @param listener runs when the answer has arrived
	 */
	WrittenPosition(Mono<Lsn> question, Runnable listener) {
		this.question = question;
		this.listener = listener;
	}

	/**
	 * Begins with the writes before the start.
	 */
	void start() {
		ask();
	}

	/**
	 * Records a committed write.
	 * @return its number
	 */
	long written() {
		long written = this.number.incrementAndGet();
		ask();
		return written;
	}

	/**
	 * Tells whether a position includes all writes of this process.
	 * @param replayed up to which a server has all writes
	 * @return false also while the position of the last write is unknown
	 */
	boolean isCoveredBy(Lsn replayed) {
		long newest = this.number.get();
		Known now = this.known;
		return now.number >= newest && replayed.reaches(now.position);
	}

	/**
	 * Returns the position of the newest write whose position is known.
	 * @return that of an earlier write while the newest one is being asked for
	 */
	Lsn newestKnown() {
		return this.known.position;
	}

	/**
	 * Returns the position behind a write.
	 * @return that position or a later one, as soon as it is known
	 */
	Mono<Lsn> positionOf(long written) {
		return Mono.defer(() -> {
			// Taken before the check, so that no change is missed in between.
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
