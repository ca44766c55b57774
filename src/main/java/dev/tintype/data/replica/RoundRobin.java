package dev.tintype.data.replica;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Takes elements in turn and skips those that are unfit at the moment.
 *
 * @param <T> the elements
 */
final class RoundRobin<T> {

	private final List<T> all;

	private final AtomicInteger turn = new AtomicInteger();

	RoundRobin(List<T> all) {
		this.all = all;
	}

	/**
	 * Returns the next fit element.
	 * @return the first fit one, from the one whose turn it is; null if there is none
	 */
	@Nullable T next(Predicate<T> fit) {
		int first = Math.floorMod(this.turn.getAndIncrement(), this.all.size());
		for (int i = 0; i < this.all.size(); i++) {
			T candidate = this.all.get((first + i) % this.all.size());
			if (fit.test(candidate)) {
				return candidate;
			}
		}
		return null;
	}

}
