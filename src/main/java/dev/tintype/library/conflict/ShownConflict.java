package dev.tintype.library.conflict;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A conflict as clients see it.
 *
 * @param imageId the picture that waits
 * @param contentHash SHA-256 of its bytes, null while unknown
 * @param assetId the asset that is like it, null after it was deleted
 * @param photoId the best photo of the asset
 */
public record ShownConflict(UUID id, UUID imageId, String filename, @Nullable String contentHash,
		@Nullable UUID assetId, @Nullable UUID photoId, int similarity, Suggestion suggestion, Instant createdAt) {
}
