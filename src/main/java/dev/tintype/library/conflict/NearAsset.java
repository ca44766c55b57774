package dev.tintype.library.conflict;

import java.util.UUID;

/**
 * An asset that may be like a new picture.
 *
 * @param photoId its best photo
 * @param hash the perceptual hash
 */
public record NearAsset(UUID assetId, UUID photoId, long hash, Shot shot) {
}
