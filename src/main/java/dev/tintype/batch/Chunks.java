package dev.tintype.batch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import dev.tintype.sql.Transactions;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.publisher.Sinks;

/**
 * Runs the chunks of a batch side by side, as statements on several connections, and
 * gives their results in the order of the batch.
 */
public final class Chunks {

	private Chunks() {
	}

	/**
	 * Cuts a list.
	 * @param <T> an item
	 * @param items in order
	 * @param size the most items of a chunk
	 * @return the chunks, in order, none for an empty list
	 */
	public static <T> List<List<T>> cut(List<T> items, int size) {
		List<List<T>> chunks = new ArrayList<>((items.size() + size - 1) / size);
		for (int from = 0; from < items.size(); from += size) {
			chunks.add(items.subList(from, Math.min(from + size, items.size())));
		}
		return chunks;
	}

	/**
	 * Runs chunks that are independent of each other; inside a transaction, which has one
	 * connection, one after the other.
	 * @param <T> an item
	 * @param <R> the result of a chunk
	 * @param chunks in order
	 * @param concurrency how many run at once
	 * @param work runs one chunk
	 * @return the results in the order of the chunks
	 */
	public static <T, R> Flux<R> run(Flux<List<T>> chunks, int concurrency, Function<List<T>, Mono<R>> work) {
		return Flux.deferContextual((context) -> Transactions.isActive(context) ? chunks.concatMap(work, 1)
				: chunks.flatMapSequential(work, concurrency, 1));
	}

	/**
	 * Runs chunks of which two may touch the same thing: such two run one after the
	 * other, in the order of the batch, while all others run side by side. A chunk waits
	 * only for chunks before it, so none waits for ever.
	 * @param <T> an item
	 * @param <K> what an item touches
	 * @param <R> the result of a chunk
	 * @param chunks in order
	 * @param concurrency how many run at once
	 * @param key gives what an item touches, null for nothing
	 * @param work runs one chunk
	 * @return the results in the order of the chunks
	 */
	public static <T, K, R> Flux<R> runKeyed(Flux<List<T>> chunks, int concurrency, Function<T, @Nullable K> key,
			Function<List<T>, Mono<R>> work) {
		return Flux.defer(() -> {
			Map<K, Mono<Void>> last = new ConcurrentHashMap<>();
			return run(chunks, concurrency, (chunk) -> behind(last, keys(chunk, key), work, chunk));
		});
	}

	private static <T, K, R> Mono<R> behind(Map<K, Mono<Void>> last, Set<K> keys, Function<List<T>, Mono<R>> work,
			List<T> chunk) {
		Sinks.Empty<Void> done = Sinks.empty();
		Mono<Void> end = done.asMono();
		Set<Mono<Void>> before = new HashSet<>();
		for (K touched : keys) {
			Mono<Void> previous = last.put(touched, end);
			if (previous != null) {
				before.add(previous);
			}
		}
		return Mono.when(before).then(Mono.defer(() -> work.apply(chunk))).doFinally((signal) -> {
			keys.forEach((touched) -> last.remove(touched, end));
			// Behind a chunk that failed nothing follows; what waits for it is cancelled.
			if (signal == SignalType.ON_COMPLETE) {
				done.tryEmitEmpty();
			}
		});
	}

	private static <T, K> Set<K> keys(List<T> chunk, Function<T, @Nullable K> key) {
		Set<K> keys = new HashSet<>();
		for (T item : chunk) {
			K touched = key.apply(item);
			if (touched != null) {
				keys.add(touched);
			}
		}
		return keys;
	}

}
