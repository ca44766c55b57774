package dev.tintype.library.conflict;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A picture that is like an asset and waits for a decision.
 *
 * @param imageId the picture, which belongs to no asset
 * @param assetId the asset, null after it was deleted
 * @param similarity from 0 to 100
 * @param copied whether the file of a registered image is copied when it is ingested
 */
public record OpenConflict(UUID id, UUID imageId, @Nullable UUID assetId, int similarity, Suggestion suggestion,
		boolean copied) {
}
