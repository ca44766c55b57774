package dev.tintype.image.path;

import org.jspecify.annotations.Nullable;

/**
 * A hash table of paths with open addressing and linear probing, at most three quarters
 * full. A read during another thread's write may return a wrong result, but always ends.
 */
final class PathTable {

	/** The bytes of an id, a reference, and the mark of a recent lookup. */
	static final int SLOT_BYTES = 21;

	/** Two per image. Zeros mark an empty slot, so that a probe reads no other array. */
	private final long[] ids;

	private final byte[] @Nullable [] paths;

	private final boolean[] asked;

	private final int mask;

	/**
	 * An empty table.
	 */
	PathTable(int slots) {
		this.ids = new long[2 * slots];
		this.paths = new byte[slots][];
		this.asked = new boolean[slots];
		this.mask = slots - 1;
	}

	int slots() {
		return this.mask + 1;
	}

	private int home(long high, long low) {
		return SegmentedPaths.hash(high, low) & this.mask;
	}

	/**
	 * Finds an id.
	 * @return its slot, or the empty slot where it belongs
	 */
	int slot(long high, long low) {
		int slot = home(high, low);
		for (int i = 0; i <= this.mask; i++) {
			long foundHigh = this.ids[2 * slot];
			long foundLow = this.ids[2 * slot + 1];
			if ((foundHigh == high && foundLow == low) || (foundHigh | foundLow) == 0) {
				break;
			}
			slot = (slot + 1) & this.mask;
		}
		return slot;
	}

	byte @Nullable [] path(int slot) {
		return this.paths[slot];
	}

	boolean isAsked(int slot) {
		return this.asked[slot];
	}

	void ask(int slot, boolean value) {
		this.asked[slot] = value;
	}

	void set(int slot, long high, long low, byte[] path) {
		this.ids[2 * slot] = high;
		this.ids[2 * slot + 1] = low;
		this.paths[slot] = path;
		this.asked[slot] = false;
	}

	/**
	 * Copies all entries into a larger table.
	 */
	PathTable copy(int slots) {
		PathTable copy = new PathTable(slots);
		for (int i = 0; i <= this.mask; i++) {
			byte[] path = this.paths[i];
			if (path != null) {
				int slot = copy.slot(this.ids[2 * i], this.ids[2 * i + 1]);
				copy.set(slot, this.ids[2 * i], this.ids[2 * i + 1], path);
				copy.asked[slot] = this.asked[i];
			}
		}
		return copy;
	}

	/**
	 * Empties a slot. Later entries move up, since a probe for them would otherwise end
	 * at the gap.
	 * @param removed a slot that is not empty
	 */
	void remove(int removed) {
		int gap = removed;
		int next = (gap + 1) & this.mask;
		for (byte[] path = this.paths[next]; path != null; path = this.paths[next]) {
			int home = home(this.ids[2 * next], this.ids[2 * next + 1]);
			if (((next - home) & this.mask) >= ((next - gap) & this.mask)) {
				boolean wasAsked = this.asked[next];
				set(gap, this.ids[2 * next], this.ids[2 * next + 1], path);
				this.asked[gap] = wasAsked;
				gap = next;
			}
			next = (next + 1) & this.mask;
		}
		this.ids[2 * gap] = 0;
		this.ids[2 * gap + 1] = 0;
		this.paths[gap] = null;
		this.asked[gap] = false;
	}

}
