package dev.tintype.caption.insight;

import java.util.ArrayList;
import java.util.List;

import dev.tintype.support.Texts;
import org.jspecify.annotations.Nullable;

/**
 * Counts texts by their length. No text is longer than a caption may be.
 */
final class Lengths {

	private static final int BUCKETS = 20;

	private final long[] counts = new long[Texts.TEXT_LENGTH + 1];

	private long texts;

	private long sum;

	void add(int length) {
		this.counts[Math.min(length, Texts.TEXT_LENGTH)]++;
		this.texts++;
		this.sum += length;
	}

	long texts() {
		return this.texts;
	}

	double mean() {
		return (this.texts == 0) ? 0 : (double) this.sum / this.texts;
	}

	/**
	 * Summarises the lengths.
	 * @return null without a text
	 */
	@Nullable Summary summary() {
		return (this.texts == 0) ? null : new Summary(ranked(1), rounded(mean()), ranked((this.texts + 1) / 2),
				ranked((long) Math.ceil(this.texts * 0.95)), ranked(this.texts));
	}

	/**
	 * Divides the lengths into at most 20 ranges of equal width, which is 1, 2 or 5 times
	 * a power of ten.
	 * @return none without a text
	 */
	List<Bucket> histogram() {
		if (this.texts == 0) {
			return List.of();
		}
		int longest = ranked(this.texts);
		int width = width(longest);
		List<Bucket> buckets = new ArrayList<>();
		for (int from = 0; from <= longest; from += width) {
			long count = 0;
			for (int length = from; length < from + width && length < this.counts.length; length++) {
				count += this.counts[length];
			}
			buckets.add(new Bucket(from, from + width - 1, count));
		}
		return buckets;
	}

	private static int width(int longest) {
		int power = 1;
		while (true) {
			for (int step : new int[] { 1, 2, 5 }) {
				if (longest / (step * power) < BUCKETS) {
					return step * power;
				}
			}
			power *= 10;
		}
	}

	// The length of the text with this rank, from 1.
	private int ranked(long rank) {
		long seen = 0;
		for (int length = 0; length < this.counts.length; length++) {
			seen += this.counts[length];
			if (seen >= rank) {
				return length;
			}
		}
		return Texts.TEXT_LENGTH;
	}

	static double rounded(double value) {
		return (double) Math.round(value * 100) / 100;
	}

	/**
	 * The lengths in short.
	 */
	record Summary(int min, double mean, int median, int p95, int max) {
	}

	/**
	 * A range of lengths.
	 *
	 * @param to the last length of the range
	 */
	record Bucket(int from, int to, long count) {
	}

}
