package dev.tintype.library.place;

import java.util.Arrays;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.tintype.support.Ids;

/**
 * Where photos were taken: arrays of numbers, because there may be a million photos.
 */
final class PhotoPoints {

	private static final int FIRST_SIZE = 1_024;

	private long[] highs = new long[FIRST_SIZE];

	private long[] lows = new long[FIRST_SIZE];

	private double[] latitudes = new double[FIRST_SIZE];

	private double[] longitudes = new double[FIRST_SIZE];

	private int size;

	void add(UUID id, double latitude, double longitude) {
		if (this.size == this.highs.length) {
			int more = this.size + this.size / 2;
			this.highs = Arrays.copyOf(this.highs, more);
			this.lows = Arrays.copyOf(this.lows, more);
			this.latitudes = Arrays.copyOf(this.latitudes, more);
			this.longitudes = Arrays.copyOf(this.longitudes, more);
		}
		this.highs[this.size] = id.getMostSignificantBits();
		this.lows[this.size] = id.getLeastSignificantBits();
		this.latitudes[this.size] = latitude;
		this.longitudes[this.size] = longitude;
		this.size++;
	}

	int size() {
		return this.size;
	}

	UUID id(int point) {
		return new UUID(this.highs[point], this.lows[point]);
	}

	double latitude(int point) {
		return this.latitudes[point];
	}

	double longitude(int point) {
		return this.longitudes[point];
	}

	/**
	 * Returns the points in the order of the ids of their photos. The service makes ids
	 * in the order of time.
	 */
	int[] byId() {
		Comparator<Integer> byId = Comparator.comparing(this::id, Ids.ORDER);
		return IntStream.range(0, this.size).boxed().sorted(byId).mapToInt(Integer::intValue).toArray();
	}

}
