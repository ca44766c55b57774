package dev.tintype.support;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Lets work on the same things run one after the other within this process, in the order
 * in which it was asked for, so that it does not contend in the database: there it would
 * wait with a connection, and two that lock several rows in different orders would stop
 * each other.
 *
 * @param <K> names a thing
 */
public final class Turns<K> {

	/** Of each thing that is being worked on, the end of the last turn. */
	private final Map<K, Mono<Void>> last = new HashMap<>();

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
	 * @return what it gives
	 */
	public <T> Mono<T> takeAll(Collection<K> keys, Mono<T> work) {
		return Mono.defer(() -> {
			Sinks.Empty<Void> done = Sinks.empty();
			Mono<Void> end = done.asMono();
			Set<Mono<Void>> before = enter(keys, end);
			Mono<Void> former = before.isEmpty() ? Mono.empty() : Mono.when(before);
			Mono<T> turn = before.isEmpty() ? work : former.then(work);
			return turn.doFinally((signal) -> {
				leave(keys, end);
				// One that hung up while it waited must not let the next overtake the
				// former.
				former.subscribe(null, null, done::tryEmitEmpty);
			});
		});
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
