package dev.tintype.library.version;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A picture as a user thinks of it, with its versions.
 *
 * @param imageId the image that all versions share; null in rows of other applications
 * @param deletedAt when it was moved to the trash, null while it is live
 * @param versions lowest tier first
 */
public record Asset(UUID id, String originalFilename, @Nullable UUID imageId, @Nullable Instant deletedAt,
		Instant createdAt, List<Version> versions) {

	/**
	 * Creates an asset.
	 * @param versions in any order
	 */
	public Asset {
		versions = versions.stream().sorted(Comparator.comparing(Version::tier)).toList();
	}

	/**
	 * Returns the version in the highest tier.
	 * @return the best photo
	 * @throws IndexOutOfBoundsException if the asset has no version
	 */
	public Version best() {
		return this.versions.get(this.versions.size() - 1);
	}

	/**
	 * Finds a version.
	 * @param tier of the version
	 * @return null if the asset has none in this tier
	 */
	public @Nullable Version version(Tier tier) {
		return this.versions.stream().filter((version) -> version.tier() == tier).findFirst().orElse(null);
	}

	/**
	 * Finds a version.
	 * @param photoId its id
	 * @return null if the asset has no such version
	 */
	public @Nullable Version version(UUID photoId) {
		return this.versions.stream().filter((version) -> version.id().equals(photoId)).findFirst().orElse(null);
	}

	/**
	 * Tells whether the asset is in the trash.
	 * @return whether it is
	 */
	public boolean isTrashed() {
		return this.deletedAt != null;
	}

	/**
	 * Returns the same asset with another time of deletion.
	 * @param time null for a live asset
	 * @return the copy
	 */
	public Asset deletedAt(@Nullable Instant time) {
		return new Asset(this.id, this.originalFilename, this.imageId, time, this.createdAt, this.versions);
	}

	/**
	 * Returns the same asset with another original file name.
	 * @return the copy
	 */
	public Asset originalFilename(String name) {
		return new Asset(this.id, name, this.imageId, this.deletedAt, this.createdAt, this.versions);
	}

}
