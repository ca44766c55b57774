package dev.tintype.library.asset;

import java.time.Instant;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.web.http.Json;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A change of an asset.
 *
 * @param photoId the photo that was changed, which may no longer exist
 * @param changes each changed field as {@code {"field": [before, after]}}, or null
 * @param operationId by which the change can be undone, or null
 */
public record HistoryRow(UUID id, UUID assetId, @Nullable UUID photoId, String action, @Nullable String details,
		@Nullable JsonNode changes, @Nullable UUID operationId, Instant timestamp) {

	static final String COLUMNS = """
			h.id, h.media_asset_id, h.photo_id, h.action, h.details,
			CAST(h.changes AS VARCHAR), h.operation_id, h.timestamp""";

	static HistoryRow of(Readable row) {
		String changes = row.get(5, String.class);
		return new HistoryRow(Columns.get(row, 0, UUID.class), Columns.get(row, 1, UUID.class), row.get(2, UUID.class),
				Columns.get(row, 3, String.class), row.get(4, String.class),
				(changes != null) ? Json.MAPPER.readTree(changes) : null, row.get(6, UUID.class),
				Columns.get(row, 7, Instant.class));
	}

}
