package dev.tintype.library.duplicate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.tintype.library.likeness.Likeness;
import dev.tintype.support.Ids;

/**
 * Divides connected assets, some of which a person has called different, into groups
 * without such pairs. A group begins with the oldest asset that is in no group yet, and
 * takes each asset near its own ones that is different from none of them.
 */
final class DividedGroup {

	private final int distance;

	private final Map<UUID, Set<UUID>> different;

	private final Map<UUID, Long> hashes = new HashMap<>();

	/**
	 * The assets that are in no group yet, by hash and then by their sets. A group takes
	 * only one of several assets that are in the same sets.
	 */
	private final Map<Long, Map<Set<UUID>, Deque<UUID>>> free = new HashMap<>();

	/**
	 * Creates the group.
	 * @param byHash the assets of each hash
	 * @param different for an asset the sets of different pictures that it is in
	 */
	DividedGroup(Map<Long, List<UUID>> byHash, int distance, Map<UUID, Set<UUID>> different) {
		this.distance = distance;
		this.different = different;
		byHash.forEach((hash, assets) -> assets.stream().sorted(Ids.ORDER).forEach((asset) -> {
			this.hashes.put(asset, hash);
			this.free.computeIfAbsent(hash, (key) -> new HashMap<>())
				.computeIfAbsent(sets(asset), (key) -> new ArrayDeque<>())
				.add(asset);
		}));
	}

	private Set<UUID> sets(UUID asset) {
		return this.different.getOrDefault(asset, Set.of());
	}

	/**
	 * Returns the groups with two assets at least.
	 */
	List<LikeGroup> parts() {
		List<LikeGroup> parts = new ArrayList<>();
		Set<UUID> grouped = new HashSet<>();
		this.hashes.keySet().stream().sorted(Ids.ORDER).forEach((asset) -> {
			if (!grouped.contains(asset)) {
				Set<UUID> part = grow(asset);
				grouped.addAll(part);
				if (part.size() > 1) {
					parts.add(LikeGroup.of(part));
				}
			}
		});
		return parts;
	}

	private Set<UUID> grow(UUID first) {
		long start = this.hashes.getOrDefault(first, 0L);
		Set<UUID> part = new LinkedHashSet<>();
		Set<UUID> taken = new HashSet<>();
		take(start, sets(first), part, taken);
		Set<Long> seen = new HashSet<>(Set.of(start));
		Deque<Long> waiting = new ArrayDeque<>(seen);
		while (!waiting.isEmpty()) {
			long hash = waiting.remove();
			boolean hasJoined = false;
			for (Set<UUID> sets : List.copyOf(this.free.getOrDefault(hash, Map.of()).keySet())) {
				hasJoined |= take(hash, sets, part, taken);
			}
			// Only an asset that is in the group brings its neighbours.
			if (hash == start || hasJoined) {
				for (long near : this.free.keySet()) {
					if (Likeness.distance(hash, near) <= this.distance && seen.add(near)) {
						waiting.add(near);
					}
				}
			}
		}
		return part;
	}

	private boolean take(long hash, Set<UUID> sets, Set<UUID> part, Set<UUID> taken) {
		Map<Set<UUID>, Deque<UUID>> ofHash = this.free.getOrDefault(hash, Map.of());
		Deque<UUID> assets = ofHash.get(sets);
		if (assets == null || sets.stream().anyMatch(taken::contains)) {
			return false;
		}
		do {
			part.add(assets.remove());
		}
		while (sets.isEmpty() && !assets.isEmpty());
		taken.addAll(sets);
		if (assets.isEmpty()) {
			ofHash.remove(sets);
		}
		return true;
	}

}
