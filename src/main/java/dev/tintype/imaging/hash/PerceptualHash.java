package dev.tintype.imaging.hash;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * A hash of 64 bits that differs in few bits for pictures that look alike (ADR 26).
 *
 * @param bits the first bit, which is always 0, is the highest
 */
public record PerceptualHash(long bits) {

	/** Cells of a picture in each direction. */
	static final int CELLS = 32;

	private static final int KEPT = 8;

	// Flat pictures would be similar to each other, whatever they show.
	private static final double LEAST_DEVIATION = 2;

	private static final double[] COSINES = cosines();

	private static double[] cosines() {
		double[] cosines = new double[KEPT * CELLS];
		for (int i = 0; i < cosines.length; i++) {
			cosines[i] = Math.cos(Math.PI * (i / CELLS) * (2 * (i % CELLS) + 1) / (2 * CELLS));
		}
		return cosines;
	}

	/**
	 * Computes the hash.
	 * @param cells mean luma of 32×32 cells by rows, 0 to 255
	 * @return null if the cells hardly differ
	 */
	static @Nullable PerceptualHash of(double[] cells) {
		if (deviation(cells) < LEAST_DEVIATION) {
			return null;
		}
		double[] values = frequencies(cells);
		double[] sorted = Arrays.copyOfRange(values, 1, values.length);
		Arrays.sort(sorted);
		double median = sorted[sorted.length / 2];
		long bits = 0;
		for (int i = 1; i < values.length; i++) {
			bits |= (values[i] > median) ? 1L << (Long.SIZE - 1 - i) : 0;
		}
		return new PerceptualHash(bits);
	}

	private static double deviation(double[] cells) {
		double mean = Arrays.stream(cells).average().orElse(0);
		return Math.sqrt(Arrays.stream(cells).map((cell) -> (cell - mean) * (cell - mean)).average().orElse(0));
	}

	// DCT-II: of the rows, then of their columns. Only the lowest frequencies are needed.
	private static double[] frequencies(double[] cells) {
		double[] across = new double[CELLS * KEPT];
		for (int y = 0; y < CELLS; y++) {
			for (int u = 0; u < KEPT; u++) {
				for (int x = 0; x < CELLS; x++) {
					across[y * KEPT + u] += cells[y * CELLS + x] * COSINES[u * CELLS + x];
				}
			}
		}
		double[] values = new double[KEPT * KEPT];
		for (int v = 0; v < KEPT; v++) {
			for (int u = 0; u < KEPT; u++) {
				for (int y = 0; y < CELLS; y++) {
					values[v * KEPT + u] += across[y * KEPT + u] * COSINES[v * CELLS + y];
				}
			}
		}
		return values;
	}

	/**
	 * Reads the bits as a text.
	 * @param text 64 characters 0 and 1
	 * @return the hash
	 * @throws NumberFormatException if the text is anything else
	 */
	public static PerceptualHash parse(String text) {
		if (text.length() != Long.SIZE || !text.chars().allMatch((c) -> c == '0' || c == '1')) {
			throw new NumberFormatException("no hash");
		}
		return new PerceptualHash(Long.parseUnsignedLong(text, 2));
	}

	/**
	 * The bits, highest first.
	 * @return 64 characters 0 and 1
	 */
	public String text() {
		String digits = Long.toBinaryString(this.bits);
		return "0".repeat(Long.SIZE - digits.length()) + digits;
	}

	/**
	 * How similar two pictures look.
	 * @return percent of equal bits, halves rounded up: 100 for equal hashes
	 */
	public static int similarity(long first, long second) {
		int equal = Long.SIZE - Long.bitCount(first ^ second);
		return (200 * equal + Long.SIZE) / (2 * Long.SIZE);
	}

}
