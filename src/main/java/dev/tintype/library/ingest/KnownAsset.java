package dev.tintype.library.ingest;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An asset that a picture belongs to already.
 *
 * @param imageId the image of the asset
 * @param photoId the best photo, null if it is not known yet
 * @param originalHash SHA-256 of the bronze file in hex, null if there is none
 * @param trashed whether the asset is in the trash
 */
record KnownAsset(UUID assetId, @Nullable UUID imageId, @Nullable UUID photoId, @Nullable String originalHash,
		boolean trashed) {
}
