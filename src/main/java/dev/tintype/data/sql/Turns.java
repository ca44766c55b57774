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
 * Lets work on the same things run one after the other within this process, in the order
 * in which it was asked for, so that it does not contend in the database: there it would
 * wait with a connection, and two that lock several rows in different orders would stop
 * each other. Work that had to wait begins on a thread that must not block.
 *
 * @param <K> names a thing
 */
public final class Turns<K> {

	private static final Scheduler PASSING_ON = Schedulers.parallel();

	/** Of each thing that is being worked on, the end of the last turn. */
	private final Map<K, Mono<Void>> last = new HashMap<>();

	/** How long work waits for its turn, null for as long as it takes. */
	private final @Nullable Duration patience;

	/** Work waits for its turn for as long as it takes. */
	public Turns() {
		this.patience = null;
	}

	/**
	 * Work waits for its turn, but not for ever behind others that may fail slowly.
	 * @param patience after which it fails instead
	 */
	public Turns(Duration patience) {
		this.patience = patience;
	}

	/**
	 * Runs work when all that was asked for before it on the same thing has ended.
	 * @param <T> what it gives
	 * @param key the thing
	 * @param work to run, which takes no further turn on the same thing
	 * @return what it gives
	 */
	public <T> Mono<T> take(K key, Mono<T> work) {
		return takeAll(List.of(key), work);
	}

	/**
	 * Runs work when all that was asked for before it on any of several things has ended.
	 * @param <T> what it gives
	 * @param keys the things, none for work that waits for nothing
	 * @param work to run, which takes no further turn on any of them
	 * @return what it gives; a {@link TimeoutException} when its turn does not come in
	 * time
	 */
	public <T> Mono<T> takeAll(Collection<K> keys, Mono<T> work) {
		return Mono.defer(() -> {
			Sinks.Empty<Void> done = Sinks.empty();
			Mono<Void> end = done.asMono();
			Set<Mono<Void>> before = enter(keys, end);
			Mono<Void> former = before.isEmpty() ? Mono.empty() : Mono.when(before);
			Mono<T> turn = before.isEmpty() ? work : await(former).then(work);
			// One that gave up while it waited must let nobody overtake the former.
			return turn
				.doFinally((signal) -> ((signal == SignalType.ON_COMPLETE) ? former : former.publishOn(PASSING_ON))
					.subscribe(null, null, () -> {
						leave(keys, end);
						done.tryEmitEmpty();
					}));
		});
	}

	// A task of its own: thousands would fill the stack if each began out of the one
	// before.
	private Mono<Void> await(Mono<Void> former) {
		return ((this.patience != null) ? former.timeout(this.patience) : former).publishOn(PASSING_ON);
	}

	// All at once: else, of two that come together, each could be before the other.
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
	 * How many things are worked on or waited for.
	 * @return 0 when no turn is left
	 */
	synchronized int size() {
		return this.last.size();
	}

}
