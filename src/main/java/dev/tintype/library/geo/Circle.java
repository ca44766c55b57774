package dev.tintype.library.geo;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The points that are at most a distance away from a centre. It also works across the
 * meridian of 180 degrees and at the poles.
 *
 * @param latitude of the centre in degrees, -90 to 90
 * @param longitude of the centre in degrees, -180 to 180
 * @param radius in metres, not negative
 */
public record Circle(double latitude, double longitude, double radius) {

	/** The greatest distance on the globe, rounded up to whole metres. */
	public static final long LONGEST = (long) Math.ceil(Math.PI * Earth.RADIUS);

	/** The latitude of the north pole, in degrees. */
	public static final int MOST_LATITUDE = 90;

	/** The longitude of the date line, in degrees. */
	public static final int MOST_LONGITUDE = 180;

	/** The greatest radius of a small circle, in metres. */
	private static final double SMALL = 500_000;

	/** Added to each side of the box, so that rounding excludes no point. In degrees. */
	private static final double MARGIN = 1e-7;

	private static final double FULL = 360;

	/**
	 * Tells whether a point is in the circle.
	 * @return true on the edge
	 */
	public boolean contains(double otherLatitude, double otherLongitude) {
		return Earth.haversine(this.latitude, this.longitude, otherLatitude, otherLongitude) <= greatest();
	}

	/**
	 * Tells whether an index of latitudes excludes most points of the globe.
	 * @return true for a radius up to 500 km
	 */
	public boolean isSmall() {
		return this.radius <= SMALL;
	}

	/**
	 * Selects the points in the circle. A box of degrees comes first, so that an index of
	 * both columns finds the candidates.
	 * @param latitudeColumn the column of the latitudes in degrees
	 * @param longitudeColumn the column of the longitudes in degrees
	 * @param prefix with which the names of the parameters begin
	 * @return a condition for both databases, with the parameters of {@link #values}. It
	 * is unknown where a column is null
	 */
	public String condition(String latitudeColumn, String longitudeColumn, String prefix) {
		Sides sides = sides();
		String box = "%1$s >= :%3$s_south AND %1$s <= :%3$s_north";
		if (!sides.isRound()) {
			box += sides.isSplit() ? " AND (%2$s >= :%3$s_west OR %2$s <= :%3$s_east)"
					: " AND %2$s >= :%3$s_west AND %2$s <= :%3$s_east";
		}
		String distance = Earth.haversine(":" + prefix + "_latitude", ":" + prefix + "_longitude", latitudeColumn,
				longitudeColumn);
		return "(" + box.formatted(latitudeColumn, longitudeColumn, prefix) + " AND " + distance + " <= :" + prefix
				+ "_greatest)";
	}

	/**
	 * Returns the values of the condition.
	 * @param prefix as in {@link #condition}
	 * @return numbers by parameter name
	 */
	public Map<String, Object> values(String prefix) {
		Sides sides = sides();
		Map<String, Object> values = new LinkedHashMap<>();
		values.put(prefix + "_south", sides.south());
		values.put(prefix + "_north", sides.north());
		if (!sides.isRound()) {
			values.put(prefix + "_west", sides.west());
			values.put(prefix + "_east", sides.east());
		}
		values.put(prefix + "_latitude", this.latitude);
		values.put(prefix + "_longitude", this.longitude);
		values.put(prefix + "_greatest", greatest());
		return values;
	}

	// Comparing the haversines instead of the distances saves two functions per row.
	private double greatest() {
		double half = this.radius / Earth.RADIUS / 2;
		// A rounded haversine of opposite points may exceed 1.
		return (half >= Math.PI / 2) ? 2 : Earth.square(Math.sin(half));
	}

	private Sides sides() {
		double angle = this.radius / Earth.RADIUS;
		double south = this.latitude - Math.toDegrees(angle) - MARGIN;
		double north = this.latitude + Math.toDegrees(angle) + MARGIN;
		if (south <= -MOST_LATITUDE || north >= MOST_LATITUDE) {
			return new Sides(south, north, -MOST_LONGITUDE, MOST_LONGITUDE);
		}
		double width = Math.toDegrees(Math.asin(Math.sin(angle) / Math.cos(Math.toRadians(this.latitude)))) + MARGIN;
		double west = this.longitude - width;
		double east = this.longitude + width;
		return new Sides(south, north, (west <= -MOST_LONGITUDE) ? west + FULL : west,
				(east >= MOST_LONGITUDE) ? east - FULL : east);
	}

	/**
	 * The sides of the box around the circle, in degrees.
	 */
	private record Sides(double south, double north, double west, double east) {

		// A circle with a pole in it has every longitude.
		boolean isRound() {
			return this.west == -MOST_LONGITUDE && this.east == MOST_LONGITUDE;
		}

		// Across the meridian of 180 degrees.
		boolean isSplit() {
			return this.west > this.east;
		}

	}

}
