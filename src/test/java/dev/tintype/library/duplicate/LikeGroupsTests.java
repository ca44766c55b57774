package dev.tintype.library.duplicate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;

import dev.tintype.library.likeness.Likeness;
import dev.tintype.support.Ids;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LikeGroupsTests {

	private static final long HASH = 0x5A5A_1234_0F0F_7777L;

	private final List<UUID> ids = LongStream.range(0, 50).mapToObj((i) -> Ids.next()).toList();

	@Test
	void neighboursAreConnectedAsByComparisonOfAllPairs() {
		Random random = new Random(3);
		for (int distance = 0; distance <= 3; distance++) {
			long[] hashes = hashes(random, 800);
			int[] found = NearHashes.connect(hashes, distance);
			int[] expected = connected(hashes, distance);
			for (int i = 0; i < hashes.length; i++) {
				for (int k = 0; k < i; k++) {
					assertThat(found[i] == found[k]).isEqualTo(expected[i] == expected[k]);
				}
			}
		}
	}

	@Test
	void chainIsOneGroupThatHasIdOfOldestAsset() {
		List<LikeGroup> groups = groups(3, Map.of(), HASH ^ 0b111_000, HASH, HASH ^ 0b111_111, ~HASH);

		assertThat(groups).hasSize(1);
		assertThat(groups.get(0).assets()).containsExactly(this.ids.get(0), this.ids.get(1), this.ids.get(2));
		assertThat(groups.get(0).id()).isEqualTo(this.ids.get(0));
		assertThat(groups(2, Map.of(), HASH, HASH ^ 0b111)).isEmpty();
	}

	@Test
	void largestGroupComesFirst() {
		List<LikeGroup> groups = groups(0, Map.of(), HASH, HASH, 1, 1, 1, 2, 2);

		assertThat(groups).extracting(LikeGroup::size).containsExactly(3L, 2L, 2L);
		assertThat(groups.get(1).id()).isEqualTo(this.ids.get(0));
	}

	@Test
	void differentPicturesAreNeverInOneGroup() {
		UUID set = Ids.next();
		Map<UUID, Set<UUID>> different = Map.of(this.ids.get(0), Set.of(set), this.ids.get(1), Set.of(set));

		assertThat(groups(3, different, HASH, HASH)).isEmpty();
		List<LikeGroup> groups = groups(3, different, HASH, HASH ^ 1, HASH ^ 3);
		assertThat(groups).hasSize(1);
		assertThat(groups.get(0).assets()).containsExactly(this.ids.get(0), this.ids.get(2));
	}

	@Test
	void groupIsNotConnectedThroughDifferentPictureAlone() {
		// The second one connects the first with the third, and is different from the
		// first.
		Map<UUID, Set<UUID>> different = Map.of(this.ids.get(0), Set.of(this.ids.get(0)), this.ids.get(1),
				Set.of(this.ids.get(0)));
		List<LikeGroup> groups = groups(3, different, HASH, HASH ^ 0b111, HASH ^ 0b111_111);

		assertThat(groups).hasSize(1);
		assertThat(groups.get(0).assets()).containsExactly(this.ids.get(1), this.ids.get(2));
	}

	private List<LikeGroup> groups(int distance, Map<UUID, Set<UUID>> different, long... hashes) {
		List<Integer> order = new ArrayList<>();
		for (int i = 0; i < hashes.length; i++) {
			order.add(i);
		}
		order.sort(Comparator.comparingLong((i) -> hashes[i]));
		HashedAssets assets = new HashedAssets();
		order.forEach((i) -> assets.add(hashes[i], this.ids.get(i)));
		return LikeGroups.of(assets, distance, different);
	}

	private static long[] hashes(Random random, int number) {
		List<Long> hashes = new ArrayList<>();
		while (hashes.size() < number) {
			long near = hashes.isEmpty() ? random.nextLong() : hashes.get(random.nextInt(hashes.size()));
			long next = (random.nextInt(3) == 0) ? random.nextLong() : near;
			for (int i = random.nextInt(6); i >= 0; i--) {
				next ^= 1L << random.nextInt(64);
			}
			if (!hashes.contains(next)) {
				hashes.add(next);
			}
		}
		return hashes.stream().mapToLong(Long::longValue).toArray();
	}

	private static int[] connected(long[] hashes, int distance) {
		int[] group = new int[hashes.length];
		for (int i = 0; i < hashes.length; i++) {
			group[i] = i;
		}
		Map<Integer, Boolean> changed = new HashMap<>(Map.of(0, true));
		while (changed.remove(0) != null) {
			for (int i = 0; i < hashes.length; i++) {
				for (int k = 0; k < i; k++) {
					if (group[i] != group[k] && Likeness.distance(hashes[i], hashes[k]) <= distance) {
						group[i] = Math.min(group[i], group[k]);
						group[k] = group[i];
						changed.put(0, true);
					}
				}
			}
		}
		return group;
	}

}
