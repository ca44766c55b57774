package dev.tintype.data.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Lets lookups go together: those that are asked for while statements are under way wait
 * for the next one, which asks for all of them. A lookup that finds nothing under way
 * goes alone and at once, so that nobody waits for company. A lookup is only ever part of
 * a statement that begins after it was asked for, and so sees everything that was
 * committed before.
 *
 * @param <K> what is looked up
 * @param <V> what is found
 */
public final class Coalescer<K, V> {

	private final int statements;

	private final int keys;

	private final Function<List<K>, Mono<Map<K, V>>> find;

	private final Queue<Waiting<K, V>> queue = new ConcurrentLinkedQueue<>();

	private final AtomicInteger running = new AtomicInteger();

	/**
	 * A place where lookups meet.
	 * @param statements how many run at once
	 * @param keys so many of one statement, and no further lookup joins it
	 * @param find the statement; what it does not find has no entry
	 */
	public Coalescer(int statements, int keys, Function<List<K>, Mono<Map<K, V>>> find) {
		this.statements = statements;
		this.keys = keys;
		this.find = find;
	}

	/**
	 * Looks one up.
	 * @return what was found, empty when nothing was, or the error of the statement
	 */
	public Mono<V> get(K key) {
		return getAll(List.of(key)).mapNotNull((found) -> found.get(key));
	}

	/**
	 * Looks several up, by one statement.
	 * @param together what, no more than a statement takes
	 * @return what was found of them, and maybe of others that share the statement, or
	 * the error of the statement
	 */
	public Mono<Map<K, V>> getAll(List<K> together) {
		return Mono.create((answer) -> {
			this.queue.add(new Waiting<>(together, answer));
			begin();
		});
	}

	private void begin() {
		// After a lookup was added or a place became free, whoever comes last sees both.
		while (!this.queue.isEmpty() && take()) {
			List<Waiting<K, V>> together = new ArrayList<>();
			int taken = 0;
			Waiting<K, V> next = this.queue.poll();
			while (next != null) {
				together.add(next);
				taken += next.keys().size();
				next = (taken < this.keys) ? this.queue.poll() : null;
			}
			if (together.isEmpty()) {
				this.running.decrementAndGet();
			}
			else {
				run(together);
			}
		}
	}

	private boolean take() {
		return this.running.getAndUpdate((now) -> Math.min(now + 1, this.statements)) < this.statements;
	}

	private void run(List<Waiting<K, V>> together) {
		List<K> asked = (together.size() == 1) ? together.get(0).keys()
				: together.stream().flatMap((waiting) -> waiting.keys().stream()).distinct().toList();
		Mono.defer(() -> this.find.apply(asked)).defaultIfEmpty(Map.of()).subscribe((found) -> {
			// The next statement goes off before the answers of this one are written.
			end();
			together.forEach((waiting) -> waiting.answer().success(found));
		}, (error) -> {
			// What waited has waited as long: it fails now rather than after another
			// time limit.
			for (Waiting<K, V> next = this.queue.poll(); next != null; next = this.queue.poll()) {
				together.add(next);
			}
			end();
			together.forEach((waiting) -> waiting.answer().error(error));
		});
	}

	private void end() {
		this.running.decrementAndGet();
		begin();
	}

	/**
	 * A lookup that has not been answered.
	 *
	 * @param <K> what is looked up
	 * @param <V> what is found
	 * @param keys of the lookup
	 * @param answer to it
	 */
	private record Waiting<K, V>(List<K> keys, MonoSink<Map<K, V>> answer) {
	}

}
