package dev.tintype.library.place;

import java.util.List;

import dev.tintype.library.geo.Earth;

/**
 * Selects the photos of a location.
 */
final class LocationSql {

	/** The radius of {@code locations l}, in metres. */
	static final String RADIUS = "CAST(COALESCE(l.radius, " + Location.DEFAULT_RADIUS + ") AS DOUBLE PRECISION)";

	/** Counts the photos of {@code locations l}. */
	static final String COUNT = "(SELECT count(*) FROM file_versions v WHERE v.listing = 'listed' AND "
			+ within(
					List.of("l.latitude_degrees", "l.longitude_degrees", RADIUS, "l.radius_degrees", "l.reach_degrees"))
			+ ")";

	/** The columns that {@link #within} needs, in this order. */
	static final String CIRCLE = "l.latitude_degrees, l.longitude_degrees, " + RADIUS
			+ ", l.radius_degrees, l.reach_degrees";

	private LocationSql() {
	}

	/**
	 * Selects {@code file_versions v} within a circle. The latitudes come first, because
	 * an index has them. The longitudes of the box save most distances. The two further
	 * comparisons are for boxes across 180 degrees.
	 * @param circle SQL for {@link #CIRCLE}
	 */
	static String within(List<String> circle) {
		return """
				v.latitude >= %1$s - %4$s AND v.latitude <= %1$s + %4$s
				  AND (v.longitude >= %2$s - %5$s AND v.longitude <= %2$s + %5$s
				    OR v.longitude >= %2$s - %5$s + 360 OR v.longitude <= %2$s + %5$s - 360)
				  AND %6$s <= %3$s
				""".formatted(circle.get(0), circle.get(1), circle.get(2), circle.get(3), circle.get(4),
				Earth.distance(circle.get(0), circle.get(1), "v.latitude", "v.longitude"));
	}

}
