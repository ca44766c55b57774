package dev.tintype.library.tag;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tintype.data.sql.Columns;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

/**
 * A tag of the library.
 *
 * @param tag as it was first written
 * @param usageCount the live assets whose best photo has the tag
 * @param key the folded tag; null in rows of other applications
 */
record Tag(UUID id, String tag, int usageCount, Instant createdAt, @JsonIgnore @Nullable String key) {

	static final String COLUMNS = "g.id, g.tag, g.usage_count, g.created_at, g.tag_key";

	static Tag of(Readable row) {
		return new Tag(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class),
				Columns.get(row, 2, Integer.class), Columns.get(row, 3, Instant.class), row.get(4, String.class));
	}

	Tag as(UUID otherId, String otherTag, String otherKey, int count) {
		return new Tag(otherId, otherTag, count, this.createdAt, otherKey);
	}

}
