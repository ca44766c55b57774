package dev.tintype.data.sql;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Serialises work per key within this process, in arrival order, so that it does not
 * contend in the database. There it would hold a connection while it waits, and
 * transactions that lock rows in different orders would deadlock. Work that had to wait
 * begins on a thread that must not block.
 *
 * @param <K> the type of a key
 */
public final class Turns<K> {

	private static final Scheduler PASSING_ON = Schedulers.parallel();

	/** The end of the last turn of each key in use. */
	private final Map<K, Mono<Void>> last = new HashMap<>();

	/** How long work waits for its turn, null for no limit. */
	private final @Nullable Duration patience;

	/** Creates turns that work waits for without a limit. */
	public Turns() {
		this.patience = null;
	}

	/**
	 * Creates turns with a limited wait, because the work before may fail slowly.
	 * @param patience after which waiting work fails
	 */
	public Turns(Duration patience) {
		this.patience = patience;
	}

	/**
	 * Runs work after all earlier work on the same key has ended.
	 * @param <T> what it gives
	 * @param work takes no further turn on the same key
	 * @return what it gives
	 */
	public <T> Mono<T> take(K key, Mono<T> work) {
		return takeAll(List.of(key), work);
	}

	/**
	 * Runs work after all earlier work on any of several keys has ended.
	 * @param <T> what it gives
	 * @param keys none for work that waits for nothing
	 * @param work takes no further turn on any of them
	 * @return what it gives; a {@link TimeoutException} if its turn does not come in time
	 */
	public <T> Mono<T> takeAll(Collection<K> keys, Mono<T> work) {
		return Mono.defer(() -> {
			Sinks.Empty<Void> done = Sinks.empty();
			Mono<Void> end = done.asMono();
			Set<Mono<Void>> before = enter(keys, end);
			Mono<Void> former = before.isEmpty() ? Mono.empty() : Mono.when(before);
			Mono<T> turn = before.isEmpty() ? work : await(former).then(work);
			// Work that gave up its wait must not let later work overtake earlier work.
			return turn
				.doFinally((signal) -> ((signal == SignalType.ON_COMPLETE) ? former : former.publishOn(PASSING_ON))
					.subscribe(null, null, () -> {
						leave(keys, end);
						done.tryEmitEmpty();
					}));
		});
	}

	// A separate task: thousands of waiting turns would otherwise overflow the stack,
	// since each would start inside the one before.
	private Mono<Void> await(Mono<Void> former) {
		return ((this.patience != null) ? former.timeout(this.patience) : former).publishOn(PASSING_ON);
	}

	// All keys at once: otherwise each of two concurrent callers could be before the
	// other.
	private synchronized Set<Mono<Void>> enter(Collection<K> keys, Mono<Void> end) {
		Set<Mono<Void>> before = new HashSet<>();
		for (K key : keys) {
			Mono<Void> previous = this.last.put(key, end);
			if (previous != null && previous != end) {
				before.add(previous);
			}
		}
		return before;
	}

	private synchronized void leave(Collection<K> keys, Mono<Void> end) {
		for (K key : keys) {
			this.last.remove(key, end);
		}
	}

	/**
	 * Counts the keys that are in use or waited for.
	 * @return 0 when no turn is left
	 */
	synchronized int size() {
		return this.last.size();
	}

}
