package dev.tintype.library.likeness;

import java.util.HashSet;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LikenessTests {

	@Test
	void similarityRoundsHalvesUp() {
		assertThat(Likeness.similarity(0)).isEqualTo(100);
		assertThat(Likeness.similarity(3)).isEqualTo(95);
		assertThat(Likeness.similarity(4)).isEqualTo(94);
		// 87.5 and 62.5 are halves.
		assertThat(Likeness.similarity(8)).isEqualTo(88);
		assertThat(Likeness.similarity(24)).isEqualTo(63);
		assertThat(Likeness.similarity(32)).isEqualTo(50);
		assertThat(Likeness.similarity(64)).isZero();
	}

	@Test
	void thresholdIsGreatestDistanceThatHasSimilarity() {
		assertThat(Likeness.distance(100)).isZero();
		assertThat(Likeness.distance(95)).isEqualTo(3);
		assertThat(Likeness.distance(88)).isEqualTo(8);
		assertThat(Likeness.distance(85)).isEqualTo(9);
		assertThat(Likeness.distance(50)).isEqualTo(32);
		assertThat(Likeness.distance(0)).isEqualTo(64);
	}

	@Test
	void someBandIsAlwaysProbedForHashesThatAreNear() {
		Random random = new Random(7);
		for (int distance = 0; distance <= HashBands.LONGEST_PROBE; distance++) {
			for (int i = 0; i < 300; i++) {
				long hash = random.nextLong();
				long near = hash;
				while (Likeness.distance(hash, near) < distance) {
					near = flipped(near, hash, random);
				}
				assertThat(isProbed(hash, near, distance)).isTrue();
			}
		}
	}

	@Test
	void bandIsProbedOnceForEachValueWithinQuarterOfDistance() {
		for (int number = 1; number <= HashBands.COUNT; number++) {
			var probes = HashBands.probes(-1L >>> 1, number, 12);
			assertThat(new HashSet<>(probes)).hasSameSizeAs(probes);
			int band = HashBands.band(-1L >>> 1, number);
			assertThat(probes).allSatisfy((probe) -> assertThat(Integer.bitCount(probe ^ band)).isLessThanOrEqualTo(3));
		}
	}

	private static long flipped(long near, long hash, Random random) {
		long changed = near ^ (1L << random.nextInt(64));
		return (Likeness.distance(changed, hash) > Likeness.distance(near, hash)) ? changed : near;
	}

	private static boolean isProbed(long hash, long near, int distance) {
		for (int number = 1; number <= HashBands.COUNT; number++) {
			if (HashBands.probes(hash, number, distance).contains(HashBands.band(near, number))) {
				return true;
			}
		}
		return false;
	}

}
