package dev.tintype.library.asset;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

import dev.tintype.library.photo.Photo;
import dev.tintype.library.version.Asset;
import org.jspecify.annotations.Nullable;

/**
 * An asset as clients see it.
 *
 * @param bestPhotoId null if the asset has no photo
 * @param photos its versions, highest tier first
 */
record ShownAsset(UUID id, @Nullable UUID imageId, String originalFilename, Instant createdAt,
		@Nullable Instant deletedAt, @Nullable UUID bestPhotoId, List<Photo> photos) {

	/**
	 * Shows an asset.
	 * @param photos of its versions, in any order
	 */
	static ShownAsset of(Asset asset, List<Photo> photos) {
		List<Photo> sorted = photos.stream()
			.sorted(Comparator.comparing((Photo photo) -> photo.version().tier()).reversed())
			.toList();
		return new ShownAsset(asset.id(), asset.imageId(), asset.originalFilename(), asset.createdAt(),
				asset.deletedAt(), sorted.isEmpty() ? null : sorted.get(0).version().id(), sorted);
	}

}
