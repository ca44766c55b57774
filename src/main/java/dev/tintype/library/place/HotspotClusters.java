package dev.tintype.library.place;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

import dev.tintype.library.geo.Earth;

/**
 * Groups photos by place. The first photo, in the order of the ids, and all photos within
 * the radius of it are a cluster; so are the first of the remaining photos and those
 * within the radius of it, and so on. A grid finds the photos near another one. Its cells
 * are at least as large as the radius, and it goes round the globe.
 */
final class HotspotClusters {

	/** How many photos of a cluster are named. */
	private static final int NAMED = 10;

	private static final double HALF = 180;

	private static final double FULL = 360;

	private static final double QUARTER = 90;

	/** Makes a cell larger than the radius in spite of rounding. In degrees. */
	private static final double MARGIN = 1e-7;

	private static final int NONE = -1;

	private final PhotoPoints points;

	private final double radius;

	/** The radius in degrees of a great circle. */
	private final double degrees;

	/** The first point of each cell that has points. */
	private final Map<Long, Integer> first = new HashMap<>();

	/** The point after each point in its cell. */
	private final int[] next;

	private HotspotClusters(PhotoPoints points, double radius) {
		this.points = points;
		this.radius = radius;
		this.degrees = Math.toDegrees(radius / Earth.RADIUS) + MARGIN;
		this.next = new int[points.size()];
		for (int point = 0; point < points.size(); point++) {
			int band = band(points.latitude(point));
			long cell = cell(band, column(points.longitude(point), columns(band)));
			this.next[point] = this.first.getOrDefault(cell, NONE);
			this.first.put(cell, point);
		}
	}

	/**
	 * Groups photos.
	 * @param radius in metres
	 * @param least the fewest photos of a cluster
	 * @return the clusters in the order of their first photos
	 */
	static List<Hotspot> of(PhotoPoints points, double radius, int least) {
		return new HotspotClusters(points, radius).group(least);
	}

	private List<Hotspot> group(int least) {
		int[] order = this.points.byId();
		int[] ranks = new int[order.length];
		for (int rank = 0; rank < order.length; rank++) {
			ranks[order[rank]] = rank;
		}
		boolean[] taken = new boolean[order.length];
		List<Hotspot> clusters = new ArrayList<>();
		for (int centre : order) {
			if (!taken[centre]) {
				Cluster cluster = new Cluster(this.points, centre, ranks);
				visit(centre, (point) -> {
					boolean isNear = distance(centre, point) <= this.radius;
					if (isNear) {
						taken[point] = true;
						cluster.accept(point);
					}
					return isNear;
				});
				if (cluster.count >= least) {
					clusters.add(cluster.hotspot(order));
				}
			}
		}
		return clusters;
	}

	private double distance(int one, int other) {
		return (one == other) ? 0 : Earth.distance(this.points.latitude(one), this.points.longitude(one),
				this.points.latitude(other), this.points.longitude(other));
	}

	// Points that the visitor takes leave the grid.
	private void visit(int centre, IntPredicate take) {
		double latitude = this.points.latitude(centre);
		double widest = Math.min(QUARTER, Math.abs(latitude) + this.degrees);
		double reach = this.degrees / Math.cos(Math.toRadians(widest));
		int band = band(latitude);
		for (int row = band - 1; row <= band + 1; row++) {
			int columns = columns(row);
			if (widest >= QUARTER || 2 * reach + 2 * FULL / columns >= FULL) {
				for (int column = 0; column < columns; column++) {
					visit(cell(row, column), take);
				}
			}
			else {
				int last = column(this.points.longitude(centre) + reach, columns);
				int column = column(this.points.longitude(centre) - reach, columns);
				visit(cell(row, column), take);
				while (column != last) {
					column = (column + 1) % columns;
					visit(cell(row, column), take);
				}
			}
		}
	}

	private void visit(long cell, IntPredicate take) {
		int before = NONE;
		int point = this.first.getOrDefault(cell, NONE);
		while (point != NONE) {
			int after = this.next[point];
			if (!take.test(point)) {
				before = point;
			}
			else if (before != NONE) {
				this.next[before] = after;
			}
			else if (after != NONE) {
				this.first.put(cell, after);
			}
			else {
				this.first.remove(cell);
			}
			point = after;
		}
	}

	private int band(double latitude) {
		return (int) Math.floor((latitude + QUARTER) / this.degrees);
	}

	// The cells of a band become fewer towards the poles, where meridians converge.
	private int columns(int band) {
		double south = Math.abs(band * this.degrees - QUARTER);
		double north = Math.abs((band + 1) * this.degrees - QUARTER);
		double widest = Math.min(QUARTER, Math.max(south, north) + this.degrees);
		double columns = FULL * Math.cos(Math.toRadians(widest)) / this.degrees;
		return (int) Math.max(1, Math.floor(columns));
	}

	private static int column(double longitude, int columns) {
		return Math.floorMod((int) Math.floor((longitude + HALF) / FULL * columns), columns);
	}

	private static long cell(int band, int column) {
		return ((long) band << Integer.SIZE) | column;
	}

	/**
	 * The photos of a cluster as they are found.
	 */
	private static final class Cluster implements IntConsumer {

		private final PhotoPoints points;

		private final int centre;

		private final int[] ranks;

		/** The lowest ranks, in order. */
		private final int[] named = new int[NAMED];

		private int count;

		private double north;

		private double east;

		Cluster(PhotoPoints points, int centre, int[] ranks) {
			this.points = points;
			this.centre = centre;
			this.ranks = ranks;
		}

		@Override
		public void accept(int point) {
			this.north += this.points.latitude(point);
			// Relative to the first photo, so that the mean works across 180 degrees.
			this.east += normal(this.points.longitude(point) - this.points.longitude(this.centre));
			int place = Math.min(this.count, NAMED);
			int rank = this.ranks[point];
			while (place > 0 && this.named[place - 1] > rank) {
				if (place < NAMED) {
					this.named[place] = this.named[place - 1];
				}
				place--;
			}
			if (place < NAMED) {
				this.named[place] = rank;
			}
			this.count++;
		}

		Hotspot hotspot(int[] order) {
			return new Hotspot(this.north / this.count,
					normal(this.points.longitude(this.centre) + this.east / this.count), this.count,
					Arrays.stream(this.named)
						.limit(this.count)
						.mapToObj((rank) -> this.points.id(order[rank]))
						.toList(),
					"", null);
		}

		private static double normal(double longitude) {
			return (longitude > HALF) ? longitude - FULL : (longitude < -HALF) ? longitude + FULL : longitude;
		}

	}

}
