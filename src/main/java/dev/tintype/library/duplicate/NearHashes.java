package dev.tintype.library.duplicate;

import java.util.Arrays;

import dev.tintype.library.likeness.Likeness;

/**
 * Connects hashes that differ in few bits. If 64 bits are cut into {@code distance + 2}
 * blocks, hashes within the distance are equal in two of the blocks at least. So it sorts
 * the hashes by each pair of blocks, and compares only hashes that are equal in a pair.
 */
final class NearHashes {

	private final long[] hashes;

	private final int distance;

	/** The parent of each hash in its tree. A root is its own parent. */
	private final int[] parents;

	private NearHashes(long[] hashes, int distance) {
		this.hashes = hashes;
		this.distance = distance;
		this.parents = new int[hashes.length];
		Arrays.setAll(this.parents, (i) -> i);
	}

	/**
	 * Connects hashes.
	 * @param hashes distinct
	 * @param distance the most bits that neighbours differ in
	 * @return for each hash the index of one hash that stands for all that are connected
	 */
	static int[] connect(long[] hashes, int distance) {
		NearHashes near = new NearHashes(hashes, distance);
		if (distance > 0) {
			near.connect();
		}
		return near.roots();
	}

	private void connect() {
		int blocks = this.distance + 2;
		long[] masks = new long[blocks];
		for (int bit = 0; bit < Long.SIZE; bit++) {
			masks[bit * blocks / Long.SIZE] |= 1L << bit;
		}
		int indexBits = Long.SIZE - Long.numberOfLeadingZeros(this.hashes.length);
		for (int one = 0; one < blocks; one++) {
			for (int other = one + 1; other < blocks; other++) {
				connectEqual(masks[one], masks[other], indexBits);
			}
		}
	}

	// The key has the bits of both blocks as far as there is room beside the index.
	private void connectEqual(long one, long other, int indexBits) {
		int shift = Long.bitCount(other);
		long[] sorted = new long[this.hashes.length];
		for (int i = 0; i < sorted.length; i++) {
			long key = block(this.hashes[i], one) << shift | block(this.hashes[i], other);
			sorted[i] = key << indexBits | i;
		}
		Arrays.sort(sorted);
		int from = 0;
		for (int i = 1; i <= sorted.length; i++) {
			if (i == sorted.length || sorted[i] >>> indexBits != sorted[from] >>> indexBits) {
				compare(sorted, from, i, (1L << indexBits) - 1);
				from = i;
			}
		}
	}

	private static long block(long hash, long mask) {
		return (hash & mask) >>> Long.numberOfTrailingZeros(mask);
	}

	private void compare(long[] sorted, int from, int to, long indexes) {
		for (int i = from; i < to; i++) {
			int one = (int) (sorted[i] & indexes);
			for (int k = i + 1; k < to; k++) {
				int other = (int) (sorted[k] & indexes);
				if (Likeness.distance(this.hashes[one], this.hashes[other]) <= this.distance) {
					this.parents[root(one)] = root(other);
				}
			}
		}
	}

	private int root(int i) {
		int root = i;
		while (this.parents[root] != root) {
			this.parents[root] = this.parents[this.parents[root]];
			root = this.parents[root];
		}
		return root;
	}

	private int[] roots() {
		int[] roots = new int[this.parents.length];
		Arrays.setAll(roots, this::root);
		return roots;
	}

}
