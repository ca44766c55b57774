package dev.tintype.library.likeness;

import dev.tintype.data.sql.Dialect;

/**
 * Compares perceptual hashes, which have 64 bits. Their distance is the number of bits in
 * which they differ. The similarity is {@code round(100 * (1 - distance / 64))}, halves
 * up.
 */
public final class Likeness {

	/** The similarity of equal hashes. */
	public static final int SAME = 100;

	private static final int HALF = Long.SIZE / 2;

	private Likeness() {
	}

	/**
	 * Compares two hashes.
	 * @return the number of different bits
	 */
	public static int distance(long one, long other) {
		return Long.bitCount(one ^ other);
	}

	/**
	 * Converts a distance.
	 * @param distance in bits
	 * @return the similarity, from 0 to 100
	 */
	public static int similarity(int distance) {
		return (SAME * (Long.SIZE - distance) + HALF) / Long.SIZE;
	}

	/**
	 * Converts a threshold.
	 * @param threshold the least similarity, from 0 to 100
	 * @return the greatest distance in bits that has this similarity
	 */
	public static int distance(int threshold) {
		int distance = 0;
		while (distance < Long.SIZE && similarity(distance + 1) >= threshold) {
			distance++;
		}
		return distance;
	}

	/**
	 * Compares two hashes in SQL.
	 * @param one SQL of a hash, of the type {@code BIGINT}
	 * @param other the same
	 * @return SQL of the number of different bits
	 */
	public static String distance(Dialect dialect, String one, String other) {
		return dialect.choose("BITCOUNT(BITXOR(%s, %s))", "bit_count(CAST(%s # %s AS BIT(64)))").formatted(one, other);
	}

	/**
	 * Converts a distance in SQL.
	 * @param distance SQL of a distance
	 * @return SQL of the similarity, from 0 to 100
	 */
	public static String similarity(String distance) {
		return "(" + (SAME * Long.SIZE + HALF) + " - " + SAME + " * " + distance + ") / " + Long.SIZE;
	}

}
