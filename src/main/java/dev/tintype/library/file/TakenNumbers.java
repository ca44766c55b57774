package dev.tintype.library.file;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers the numbers of taken names. A thousand files of the same name would otherwise
 * try half a million names.
 */
final class TakenNumbers {

	private static final int MOST = 10_000;

	private final Map<FilePlace, Integer> highest = new LinkedHashMap<>(16, 0.75f, true) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<FilePlace, Integer> eldest) {
			return size() > MOST;
		}

	};

	/**
	 * The number to try next.
	 * @param tried the number that is taken
	 * @return a higher number
	 */
	synchronized int after(FilePlace place, int tried) {
		int next = Math.max(tried, this.highest.getOrDefault(place, 0)) + 1;
		this.highest.put(place, next);
		return next;
	}

}
