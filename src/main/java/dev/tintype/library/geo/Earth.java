package dev.tintype.library.geo;

/**
 * The globe as a sphere. Distances follow the haversine formula, in metres. Coordinates
 * are in degrees.
 */
public final class Earth {

	/** The radius, in metres. */
	public static final double RADIUS = 6_371_000;

	/** The square of half the chord between two points, on a sphere of radius 1. */
	private static final String HAVERSINE = """
			(POWER(SIN(RADIANS(%3$s - %1$s) / 2), 2)
			  + COS(RADIANS(%1$s)) * COS(RADIANS(%3$s)) * POWER(SIN(RADIANS(%4$s - %2$s) / 2), 2))""";

	private Earth() {
	}

	/**
	 * Computes the distance between two points.
	 * @return metres
	 */
	public static double distance(double latitude1, double longitude1, double latitude2, double longitude2) {
		return 2 * RADIUS * Math.asin(Math.sqrt(Math.min(1, haversine(latitude1, longitude1, latitude2, longitude2))));
	}

	/**
	 * Returns the distance between two points as SQL for both databases.
	 * @param latitude1 SQL of type {@code DOUBLE PRECISION}, as are the others
	 * @return an expression in metres, null if a coordinate is null
	 */
	public static String distance(String latitude1, String longitude1, String latitude2, String longitude2) {
		return "(2 * " + (long) RADIUS + " * ASIN(SQRT(LEAST(1, "
				+ haversine(latitude1, longitude1, latitude2, longitude2) + "))))";
	}

	static double haversine(double latitude1, double longitude1, double latitude2, double longitude2) {
		return square(Math.sin(Math.toRadians(latitude2 - latitude1) / 2)) + Math.cos(Math.toRadians(latitude1))
				* Math.cos(Math.toRadians(latitude2)) * square(Math.sin(Math.toRadians(longitude2 - longitude1) / 2));
	}

	static String haversine(String latitude1, String longitude1, String latitude2, String longitude2) {
		return HAVERSINE.formatted(latitude1, longitude1, latitude2, longitude2);
	}

	static double square(double number) {
		return number * number;
	}

}
