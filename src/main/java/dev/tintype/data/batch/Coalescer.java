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
 * Lets concurrent lookups share one statement (ADR 7). While statements are running, new
 * lookups wait for the next one, which asks for all of them. If none is running, a lookup
 * starts alone and at once. A lookup joins only a statement that begins after it, so it
 * sees everything that was committed before.
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
	 * Creates a coalescer over a statement.
	 * @param statements how many run at once
	 * @param keys the number from which no further lookup joins a statement
	 * @param find the statement; the result has no entry for a key that it does not find
	 */
	public Coalescer(int statements, int keys, Function<List<K>, Mono<Map<K, V>>> find) {
		this.statements = statements;
		this.keys = keys;
		this.find = find;
	}

	/**
	 * Looks up one key.
	 * @return what was found, empty if nothing was, or the error of the statement
	 */
	public Mono<V> get(K key) {
		return getAll(List.of(key)).mapNotNull((found) -> found.get(key));
	}

	/**
	 * Looks up several keys with one statement.
	 * @param together the keys, no more than a statement takes
	 * @return what was found for them, and perhaps for other lookups of the same
	 * statement, or the error of the statement
	 */
	public Mono<Map<K, V>> getAll(List<K> together) {
		return Mono.create((answer) -> {
			this.queue.add(new Waiting<>(together, answer));
			begin();
		});
	}

	private void begin() {
		// After a lookup was added or a statement ended, the later of the two events sees
		// both.
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
			// The next statement starts before the answers of this one are written.
			end();
			together.forEach((waiting) -> waiting.answer().success(found));
		}, (error) -> {
			// The waiting lookups have waited as long as this one. They fail now rather
			// than after another time limit.
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
	 * A lookup without an answer.
	 *
	 * @param <K> what is looked up
	 * @param <V> what is found
	 * @param keys of the lookup
	 * @param answer to it
	 */
	private record Waiting<K, V>(List<K> keys, MonoSink<Map<K, V>> answer) {
	}

}
