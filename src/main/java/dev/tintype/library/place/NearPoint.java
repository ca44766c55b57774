package dev.tintype.library.place;

import java.util.Map;

import dev.tintype.library.geo.Circle;
import dev.tintype.library.geo.Earth;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.QueryParameters;
import org.jspecify.annotations.Nullable;

/**
 * A point near which a client asks for locations.
 *
 * @param radius in metres; null for the radius of each location
 */
record NearPoint(double latitude, double longitude, @Nullable Integer radius) {

	private static final int LARGEST_RADIUS = 100_000;

	/** Added to each side, so that rounding excludes no location. In degrees. */
	private static final double MARGIN = 1e-7;

	static NearPoint of(QueryParameters parameters) {
		return new NearPoint(degrees(parameters, "latitude", Degrees.LATITUDE),
				degrees(parameters, "longitude", Degrees.LONGITUDE),
				parameters.optionalNumber("radius", 1, (int) Circle.LONGEST));
	}

	private static double degrees(QueryParameters parameters, String name, int limit) {
		String text = parameters.text(name, 100);
		Double degrees = (text != null) ? Degrees.parse(text.strip(), limit) : null;
		if (degrees == null) {
			throw ProblemException.invalid(name, Degrees.fault(limit));
		}
		return degrees;
	}

	/**
	 * The values that the statement binds.
	 */
	Map<String, Object> values() {
		int farthest = (this.radius != null) ? this.radius : LARGEST_RADIUS;
		double degrees = Math.toDegrees(farthest / Earth.RADIUS) + MARGIN;
		return Map.of("latitude", this.latitude, "longitude", this.longitude, "south", this.latitude - degrees, "north",
				this.latitude + degrees, "has_radius", this.radius != null, "radius", (double) farthest);
	}

}
