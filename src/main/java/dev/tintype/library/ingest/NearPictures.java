package dev.tintype.library.ingest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import dev.tintype.library.conflict.NearAsset;
import dev.tintype.library.conflict.Shot;
import dev.tintype.library.likeness.Likeness;
import dev.tintype.library.version.Version;
import dev.tintype.support.Ids;
import org.jspecify.annotations.Nullable;

/**
 * The assets that pictures of a chunk may be in conflict with, and the pictures of the
 * chunk that have become assets.
 */
final class NearPictures {

	private final Map<Long, List<NearAsset>> near;

	private final Map<String, Set<UUID>> different;

	private final int distance;

	private final List<NearAsset> added = new ArrayList<>();

	/**
	 * Creates the assets.
	 * @param near by the hash of a picture
	 * @param different the assets that are different from a picture, by the hash of its
	 * bytes
	 * @param distance the most bits in which pictures in conflict differ, negative for no
	 * conflicts
	 */
	NearPictures(Map<Long, List<NearAsset>> near, Map<String, Set<UUID>> different, int distance) {
		this.near = near;
		this.different = different;
		this.distance = distance;
	}

	/**
	 * No conflicts.
	 */
	static NearPictures none() {
		return new NearPictures(Map.of(), Map.of(), -1);
	}

	/**
	 * Finds the asset that a picture is in conflict with.
	 * @return the nearest one, of equal ones the oldest; null if there is none
	 */
	@Nullable NearAsset find(PreparedPicture picture) {
		Long hash = picture.picture().phash();
		if (hash == null) {
			return null;
		}
		Shot shot = shot(picture);
		Set<UUID> others = this.different.getOrDefault(picture.picture().hash(), Set.of());
		return Stream.of(this.near.getOrDefault(hash, List.of()), this.added)
			.flatMap(Collection::stream)
			.filter((asset) -> Likeness.distance(asset.hash(), hash) <= this.distance)
			.filter((asset) -> !others.contains(asset.assetId()) && !shot.isBurstWith(asset.shot()))
			.min(Comparator.comparingInt((NearAsset asset) -> Likeness.distance(asset.hash(), hash))
				.thenComparing(NearAsset::assetId, Ids.ORDER))
			.orElse(null);
	}

	/**
	 * Adds a picture that has become an asset.
	 */
	void add(NewAsset asset, PreparedPicture picture) {
		Version version = asset.version();
		if (version.phash() != null) {
			this.added.add(new NearAsset(version.assetId(), version.id(), version.phash(), shot(picture)));
		}
	}

	/**
	 * What a picture is compared by.
	 */
	static Shot shot(PreparedPicture picture) {
		var metadata = picture.picture().metadata();
		return new Shot(picture.filename(), metadata.camera(), picture.picture().header().width(),
				picture.picture().header().height(), metadata.takenAt());
	}

}
