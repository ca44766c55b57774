package dev.tintype.library.likeness;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds what the bands of a hash may be if it is near another hash. A hash has four bands
 * of 16 bits, as the columns {@code phash_band_1} to {@code phash_band_4}, the highest
 * bits first.
 *
 * <p>
 * The bits that two bands may differ in add up to {@code distance - 3}. If every band
 * differed in more bits, the hashes would differ in more than {@code distance} bits. So
 * no band is probed beyond a quarter of the distance.
 */
public final class HashBands {

	/** How many bands a hash has. */
	public static final int COUNT = 4;

	/** Beyond this distance, the probes would be more work than a scan. */
	public static final int LONGEST_PROBE = 12;

	private static final int BITS = 16;

	private static final int MASK = 0xFFFF;

	private HashBands() {
	}

	/**
	 * Returns a band.
	 * @param number from 1
	 * @return its value
	 */
	public static int band(long hash, int number) {
		return (int) (hash >>> (BITS * (COUNT - number))) & MASK;
	}

	/**
	 * Returns the values of a band that are probed.
	 * @param number from 1
	 * @param distance of the hashes, at most {@link #LONGEST_PROBE}
	 * @return none if the other bands are enough
	 */
	public static List<Integer> probes(long hash, int number, int distance) {
		int radius = Math.floorDiv(distance - number + 1, COUNT);
		List<Integer> values = new ArrayList<>();
		if (radius >= 0) {
			flip(band(hash, number), 0, radius, values);
		}
		return values;
	}

	private static void flip(int value, int from, int flips, List<Integer> values) {
		values.add(value);
		for (int bit = from; flips > 0 && bit < BITS; bit++) {
			flip(value ^ (1 << bit), bit + 1, flips - 1, values);
		}
	}

}
