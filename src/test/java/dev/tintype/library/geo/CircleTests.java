package dev.tintype.library.geo;

import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class CircleTests {

	private static final double DEGREE = Math.PI * Earth.RADIUS / 180;

	@Test
	void distanceFollowsHaversine() {
		// Berlin, Brandenburger Tor, to Paris, Eiffel Tower.
		assertThat(Earth.distance(52.5163, 13.3777, 48.8584, 2.2945)).isCloseTo(879_086.46, within(0.01));
		assertThat(Earth.distance(0, 179.5, 0, -179.5)).isCloseTo(DEGREE, within(0.01));
		assertThat(Earth.distance(89, 0, 89, 180)).isCloseTo(2 * DEGREE, within(0.01));
		assertThat(Earth.distance(90, 0, -90, 77)).isCloseTo(180 * DEGREE, within(0.01));
	}

	@Test
	void circleCrossesDateLine() {
		Circle circle = new Circle(0, 179.9, 50_000);
		assertThat(circle.contains(0, -179.9)).isTrue();
		assertThat(circle.contains(0, -179)).isFalse();
		assertThat(circle.condition("a", "b", "p")).contains("(b >= :p_west OR b <= :p_east)");
	}

	@Test
	void circleAtPoleHasEveryLongitude() {
		Circle circle = new Circle(-89.9, 10, 30_000);
		assertThat(circle.contains(-89.9, -170)).isTrue();
		assertThat(circle.condition("a", "b", "p")).doesNotContain("p_west");
	}

	@Test
	void greatestCircleContainsEveryPoint() {
		assertThat(new Circle(12, 34, Circle.LONGEST).contains(-12, -146)).isTrue();
	}

	@Test
	void boxContainsWholeCircle() {
		SplittableRandom random = new SplittableRandom(7);
		for (int i = 0; i < 200_000; i++) {
			Circle circle = new Circle(random.nextDouble(-90, 90), random.nextDouble(-180, 180),
					Math.pow(10, random.nextDouble(0, 7.3)));
			// Points near the edge, where a box that is too small would fail.
			double turn = random.nextDouble(0, 2 * Math.PI);
			double angle = circle.radius() / Earth.RADIUS * random.nextDouble(0.99, 1.0);
			double from = Math.toRadians(circle.latitude());
			double latitude = Math
				.asin(Math.sin(from) * Math.cos(angle) + Math.cos(from) * Math.sin(angle) * Math.cos(turn));
			double longitude = Math.toRadians(circle.longitude())
					+ Math.atan2(Math.sin(turn) * Math.sin(angle) * Math.cos(from),
							Math.cos(angle) - Math.sin(from) * Math.sin(latitude));
			double east = Math.IEEEremainder(Math.toDegrees(longitude), 360);
			assertThat(circle.contains(Math.toDegrees(latitude), east)).isEqualTo(true);
			assertThat(isInBox(circle, Math.toDegrees(latitude), east)).as("%s at %s %s", circle, latitude, east)
				.isTrue();
		}
	}

	private static boolean isInBox(Circle circle, double latitude, double longitude) {
		Map<String, Object> values = circle.values("p");
		if (latitude < bound(values, "p_south") || latitude > bound(values, "p_north")) {
			return false;
		}
		if (!values.containsKey("p_west")) {
			return true;
		}
		boolean isEast = longitude >= bound(values, "p_west");
		boolean isWest = longitude <= bound(values, "p_east");
		return circle.condition("a", "b", "p").contains(" OR ") ? isEast || isWest : isEast && isWest;
	}

	private static double bound(Map<String, Object> values, String name) {
		return (Double) Objects.requireNonNull(values.get(name));
	}

}
