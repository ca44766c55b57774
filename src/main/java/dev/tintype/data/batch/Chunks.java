package dev.tintype.data.batch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import dev.tintype.data.sql.Transactions;
import dev.tintype.data.sql.Turns;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Runs the chunks of a batch in parallel, as statements on several connections, and
 * returns their results in the order of the batch.
 */
public final class Chunks {

	private Chunks() {
	}

	/**
	 * Cuts a list into chunks.
	 * @param <T> an item
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
	 * Runs chunks that are independent of each other. Inside a transaction, which has one
	 * connection, they run one after the other.
	 * @param <T> an item
	 * @param <R> the result of a chunk
	 * @param concurrency how many run at once
	 * @param work runs one chunk
	 * @return the results in the order of the chunks
	 */
	public static <T, R> Flux<R> run(Flux<List<T>> chunks, int concurrency, Function<List<T>, Mono<R>> work) {
		return Flux.deferContextual((context) -> Transactions.isActive(context) ? chunks.concatMap(work, 1)
				: chunks.flatMapSequential(work, concurrency, 1));
	}

	/**
	 * Runs chunks that may share keys. Chunks that share a key run one after the other,
	 * in the order of the batch; all others run in parallel. A chunk waits only for
	 * earlier chunks, so there is no deadlock. Inside a transaction they run one after
	 * the other and take no turns, because the transaction holds its locks to its end.
	 * @param <T> an item
	 * @param <K> the key of an item
	 * @param <R> the result of a chunk
	 * @param turns which other batches may take as well
	 * @param concurrency how many run at once
	 * @param key gives the key of an item, null for none
	 * @param work runs one chunk
	 * @return the results in the order of the chunks
	 */
	public static <T, K, R> Flux<R> runKeyed(Turns<K> turns, Flux<List<T>> chunks, int concurrency,
			Function<T, @Nullable K> key, Function<List<T>, Mono<R>> work) {
		return Flux.deferContextual((context) -> {
			if (Transactions.isActive(context)) {
				return chunks.concatMap(work, 1);
			}
			// After a failed chunk no further chunk of the batch starts.
			AtomicBoolean failed = new AtomicBoolean();
			return chunks.flatMapSequential((chunk) -> turns.takeAll(keys(chunk, key),
					Mono.defer(() -> failed.get() ? Mono.<R>empty() : work.apply(chunk))
						.doOnError((ex) -> failed.set(true))),
					concurrency, 1);
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
