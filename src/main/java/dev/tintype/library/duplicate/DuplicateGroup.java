package dev.tintype.library.duplicate;

import java.util.List;
import java.util.UUID;

import dev.tintype.library.photo.Photo;

/**
 * A group of photos that look alike.
 *
 * @param groupId the same as long as the group has the same oldest asset
 * @param keeperId the photo to keep
 * @param reason why it is the keeper
 * @param photoCount how many photos the group had when it was found
 * @param photos the keeper first; at most {@link DuplicateRows#MOST_SHOWN}
 */
record DuplicateGroup(UUID groupId, UUID keeperId, String reason, long photoCount, List<Photo> photos) {

	static DuplicateGroup of(LikeGroup group, Keeper keeper) {
		return new DuplicateGroup(group.id(), keeper.ranked().get(0).version().id(), keeper.reason(), group.size(),
				keeper.ranked());
	}

	/**
	 * A row that has only the place of a group.
	 */
	static DuplicateGroup placeOf(LikeGroup group) {
		return new DuplicateGroup(group.id(), group.id(), "", group.size(), List.of());
	}

}
