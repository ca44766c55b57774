package dev.tintype.library.duplicate;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import dev.tintype.support.Ids;

/**
 * Assets that look alike.
 *
 * @param assets the oldest first
 * @param size how many assets the group has
 */
record LikeGroup(List<UUID> assets, long size) {

	static LikeGroup of(Collection<UUID> assets) {
		return new LikeGroup(assets.stream().sorted(Ids.ORDER).toList(), assets.size());
	}

	/**
	 * What identifies the group: no asset is in two groups, and the oldest one stays the
	 * oldest when others join.
	 */
	UUID id() {
		return this.assets.get(0);
	}

}
