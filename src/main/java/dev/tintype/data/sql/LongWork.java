package dev.tintype.data.sql;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Marks work whose statements may take longer than a request usually waits for the
 * database. Such a statement ends at the command timeout instead.
 */
public final class LongWork {

	private LongWork() {
	}

	/**
	 * Marks work.
	 * @param <T> what it gives
	 * @param work that may have long statements
	 * @return the same
	 */
	public static <T> Mono<T> of(Mono<T> work) {
		return work.contextWrite(LongWork::mark);
	}

	/**
	 * Marks a stream of work.
	 * @param <T> what it gives
	 * @param work that may have long statements
	 * @return the same
	 */
	public static <T> Flux<T> of(Flux<T> work) {
		return work.contextWrite(LongWork::mark);
	}

	private static Context mark(Context context) {
		return context.put(LongWork.class, true);
	}

	/**
	 * Tells whether work is marked.
	 * @param context of the work
	 * @return whether its statements may take long
	 */
	public static boolean isMarked(ContextView context) {
		return context.hasKey(LongWork.class);
	}

}
