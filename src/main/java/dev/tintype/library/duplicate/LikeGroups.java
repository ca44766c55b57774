package dev.tintype.library.duplicate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.tintype.support.Ids;

/**
 * Groups assets that look alike. A group is connected: each asset is near another one of
 * the group. It never has two assets that a person has called different.
 */
final class LikeGroups {

	/** The largest first, and of equal ones that with the oldest asset. */
	static final Comparator<LikeGroup> ORDER = Comparator.comparingLong(LikeGroup::size)
		.reversed()
		.thenComparing(LikeGroup::id, Ids.ORDER);

	private final HashedAssets assets;

	private final int distance;

	private final Map<UUID, Set<UUID>> different;

	/** Where the assets of each hash begin, and one index behind the last. */
	private final int[] starts;

	private final List<LikeGroup> groups = new ArrayList<>();

	private LikeGroups(HashedAssets assets, int distance, Map<UUID, Set<UUID>> different) {
		this.assets = assets;
		this.distance = distance;
		this.different = different;
		this.starts = starts(assets);
	}

	/**
	 * Groups assets.
	 * @param assets in the order of their hashes
	 * @param distance the most bits that neighbours differ in
	 * @param different for an asset the sets of different pictures that it is in
	 * @return the groups in order, each with two assets at least
	 */
	static List<LikeGroup> of(HashedAssets assets, int distance, Map<UUID, Set<UUID>> different) {
		LikeGroups groups = new LikeGroups(assets, distance, different);
		groups.group();
		groups.groups.sort(ORDER);
		return groups.groups;
	}

	private static int[] starts(HashedAssets assets) {
		int[] starts = new int[assets.size() + 1];
		int count = 0;
		for (int i = 0; i < assets.size(); i++) {
			if (i == 0 || assets.hash(i) != assets.hash(i - 1)) {
				starts[count++] = i;
			}
		}
		starts[count++] = assets.size();
		return Arrays.copyOf(starts, count);
	}

	private void group() {
		int count = this.starts.length - 1;
		long[] hashes = new long[count];
		Arrays.setAll(hashes, (i) -> this.assets.hash(this.starts[i]));
		int[] roots = NearHashes.connect(hashes, this.distance);
		int[] members = new int[count];
		for (int i = 0; i < count; i++) {
			members[roots[i]] += this.starts[i + 1] - this.starts[i];
		}
		Map<Integer, List<Integer>> connected = new HashMap<>();
		for (int i = 0; i < count; i++) {
			if (members[roots[i]] > 1) {
				connected.computeIfAbsent(roots[i], (root) -> new ArrayList<>()).add(i);
			}
		}
		connected.values().forEach(this::add);
	}

	private void add(List<Integer> connected) {
		Map<Long, List<UUID>> byHash = new HashMap<>();
		boolean isWhole = true;
		for (int number : connected) {
			List<UUID> same = new ArrayList<>();
			for (int i = this.starts[number]; i < this.starts[number + 1]; i++) {
				same.add(this.assets.asset(i));
			}
			isWhole = isWhole && same.stream().noneMatch(this.different::containsKey);
			byHash.put(this.assets.hash(this.starts[number]), same);
		}
		if (isWhole) {
			this.groups.add(LikeGroup.of(byHash.values().stream().flatMap(List::stream).toList()));
		}
		else {
			this.groups.addAll(new DividedGroup(byHash, this.distance, this.different).parts());
		}
	}

}
