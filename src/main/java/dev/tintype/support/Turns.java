package dev.tintype.support;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Lets work on the same thing run one after the other within this process, in the order
 * in which it was asked for, so that it does not contend in the database.
 *
 * @param <K> names the thing
 */
public final class Turns<K> {

	/** Of each thing that is being worked on, the end of the last turn. */
	private final ConcurrentMap<K, Mono<Void>> last = new ConcurrentHashMap<>();

	/**
	 * Runs work when all that was asked for before it on the same thing has ended.
	 * @param <T> what it gives
	 * @param key the thing
	 * @param work to run, which takes no further turn on the same thing
	 * @return what it gives
	 */
	public <T> Mono<T> take(K key, Mono<T> work) {
		return Mono.defer(() -> {
			Sinks.Empty<Void> done = Sinks.empty();
			Mono<Void> end = done.asMono();
			Mono<Void> previous = this.last.put(key, end);
			Mono<T> turn = (previous != null) ? previous.then(work) : work;
			return turn.doFinally((signal) -> {
				this.last.remove(key, end);
				// One that hung up while it waited must not let the next overtake the
				// former.
				Mono<Void> former = (previous != null) ? previous : Mono.empty();
				former.subscribe(null, null, done::tryEmitEmpty);
			});
		});
	}

}
