package dev.tintype.library.version;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A change of an asset, as a row of its history.
 *
 * @param details a sentence for people, or null
 * @param changes each changed field as {@code {"field": [before, after]}}, or null
 * @param operationId by which the change can be undone, or null
 */
public record HistoryEntry(UUID assetId, @Nullable UUID photoId, Action action, @Nullable String details,
		@Nullable JsonNode changes, @Nullable UUID operationId) {
}
