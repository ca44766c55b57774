package dev.tintype.library.place;

import dev.tintype.library.geo.Earth;

/**
 * Selects the photos of a location.
 */
final class LocationSql {

	/** The radius of {@code locations l}, in metres. */
	static final String RADIUS = "CAST(COALESCE(l.radius, " + Location.DEFAULT_RADIUS + ") AS DOUBLE PRECISION)";

	/** Counts the photos of {@code locations l}. */
	static final String COUNT = "(SELECT count(*) FROM file_versions v WHERE v.listing = 'listed' AND "
			+ within("l.latitude_degrees", "l.longitude_degrees", RADIUS) + ")";

	/** Degrees of a great circle in a metre, rounded up. */
	private static final String DEGREES_OF_METRE = "0.0000089932161";

	private LocationSql() {
	}

	/**
	 * Selects {@code file_versions v} within a radius. The latitudes come first, because
	 * an index has them. A cheap bound of the longitudes saves most distances; it is
	 * wider towards the poles, and holds across 180 degrees.
	 * @param latitude SQL of type {@code DOUBLE PRECISION}, as are the others
	 * @param radius in metres
	 */
	static String within(String latitude, String longitude, String radius) {
		String degrees = "(" + radius + " * " + DEGREES_OF_METRE + " + 0.0000001)";
		return """
				v.latitude >= %1$s - %4$s AND v.latitude <= %1$s + %4$s
				  AND LEAST(ABS(v.longitude - %2$s), 360 - ABS(v.longitude - %2$s))
				    * COS(RADIANS(LEAST(90, ABS(%1$s) + %4$s))) <= %4$s
				  AND %5$s <= %3$s
				""".formatted(latitude, longitude, radius, degrees,
				Earth.distance(latitude, longitude, "v.latitude", "v.longitude"));
	}

}
