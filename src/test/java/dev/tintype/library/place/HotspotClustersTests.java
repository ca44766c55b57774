package dev.tintype.library.place;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import dev.tintype.library.geo.Earth;
import dev.tintype.support.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class HotspotClustersTests {

	@Test
	void clusterIsPhotosWithinRadiusOfItsFirstPhoto() {
		// Each photo is about 78 m from the next one.
		Points points = new Points().add(0, 0.0007).add(0, 0).add(0, 0.0014).add(0, 0.0021);

		List<Hotspot> found = HotspotClusters.of(points.points, 100, 1);

		assertThat(found.stream().map(Hotspot::photoIds)).containsExactly(points.ids(0, 1, 2), points.ids(3));
		assertThat(found.get(0).longitude()).isCloseTo(0.0007, within(1e-12));
		assertThat(HotspotClusters.of(points.points, 100, 2)).hasSize(1);
	}

	@Test
	void clusterNamesItsFirstTenPhotos() {
		Points points = new Points();
		for (int i = 0; i < 12; i++) {
			points.add(40, (i * 7 % 12) * 1e-6);
		}

		Hotspot found = HotspotClusters.of(points.points, 100, 2).get(0);

		assertThat(found.photoCount()).isEqualTo(12);
		assertThat(found.photoIds()).isEqualTo(points.ids(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
	}

	@Test
	void clusterCrossesMeridianOf180Degrees() {
		Points points = new Points().add(10, 179.9996).add(10, -179.9998);

		Hotspot found = HotspotClusters.of(points.points, 100, 2).get(0);

		assertThat(found.longitude()).isCloseTo(179.9999, within(1e-9));
		assertThat(
				HotspotClusters.of(new Points().add(10, -179.9996).add(10, 179.9994).points, 200, 2).get(0).longitude())
			.isCloseTo(179.9999, within(1e-9));
	}

	@ParameterizedTest
	@CsvSource({ "-90, 90, 100000", "89.9, 90, 5000", "-90, -89, 100000", "40, 40.2, 1000", "59.999, 60.001, 30",
			"-0.01, 0.01, 100" })
	void gridFindsSameClustersAsComparisonOfAllPhotos(double south, double north, int radius) {
		Random random = new Random(radius);
		Points points = new Points();
		double width = (north - south > 0.5) ? 360 : north - south;
		for (int i = 0; i < 1_500; i++) {
			double longitude = 180 + (random.nextDouble() - 0.5) * width;
			points.add(south + random.nextDouble() * (north - south), (longitude > 180) ? longitude - 360 : longitude);
		}

		List<Hotspot> found = HotspotClusters.of(points.points, radius, 1);

		assertThat(found.stream().map((hotspot) -> hotspot.photoCount() + " of " + hotspot.photoIds().get(0)))
			.containsExactlyElementsOf(points.slowly(radius));
	}

	/**
	 * Photos whose ids are in the order of their addition.
	 */
	private static final class Points {

		private final PhotoPoints points = new PhotoPoints();

		private final List<UUID> all = new ArrayList<>();

		Points add(double latitude, double longitude) {
			this.all.add(Ids.next());
			this.points.add(this.all.get(this.all.size() - 1), latitude, longitude);
			return this;
		}

		List<UUID> ids(int... indexes) {
			return java.util.Arrays.stream(indexes)
				.mapToObj(this.all::get)
				.sorted(Comparator.comparing(this.all::indexOf))
				.toList();
		}

		List<String> slowly(double radius) {
			List<String> clusters = new ArrayList<>();
			boolean[] taken = new boolean[this.all.size()];
			for (int i = 0; i < taken.length; i++) {
				int count = 0;
				for (int j = i; j < taken.length && !taken[i]; j++) {
					boolean isNear = i == j || Earth.distance(this.points.latitude(i), this.points.longitude(i),
							this.points.latitude(j), this.points.longitude(j)) <= radius;
					if (isNear && !taken[j]) {
						count++;
						taken[j] = j != i;
					}
				}
				if (count > 0) {
					clusters.add(count + " of " + this.all.get(i));
				}
			}
			return clusters;
		}

	}

}
