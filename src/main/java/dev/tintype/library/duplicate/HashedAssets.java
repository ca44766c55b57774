package dev.tintype.library.duplicate;

import java.util.Arrays;
import java.util.UUID;

/**
 * The hashes of many assets, in 24 bytes for each.
 */
final class HashedAssets {

	private static final int FIRST_CAPACITY = 1_024;

	private long[] hashes = new long[FIRST_CAPACITY];

	private long[] high = new long[FIRST_CAPACITY];

	private long[] low = new long[FIRST_CAPACITY];

	private int size;

	/**
	 * Adds an asset.
	 * @param hash not less than that of the asset before
	 */
	void add(long hash, UUID asset) {
		if (this.size == this.hashes.length) {
			int capacity = this.size + this.size / 2;
			this.hashes = Arrays.copyOf(this.hashes, capacity);
			this.high = Arrays.copyOf(this.high, capacity);
			this.low = Arrays.copyOf(this.low, capacity);
		}
		this.hashes[this.size] = hash;
		this.high[this.size] = asset.getMostSignificantBits();
		this.low[this.size] = asset.getLeastSignificantBits();
		this.size++;
	}

	int size() {
		return this.size;
	}

	long hash(int i) {
		return this.hashes[i];
	}

	UUID asset(int i) {
		return new UUID(this.high[i], this.low[i]);
	}

}
