package dev.tintype.library.collection;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tintype.data.sql.Columns;
import dev.tintype.web.http.Json;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A collection of photos.
 *
 * @param isSmart whether rules fill it
 * @param rules as they were sent, null unless it is smart
 * @param cover the photo on the cover, null for none and for one in the trash
 * @param coverUrl its thumbnail
 */
record PhotoCollection(UUID id, String name, @Nullable String description, boolean isPublic, boolean isSmart,
		@Nullable JsonNode rules, Instant createdAt, Instant updatedAt, @Nullable UUID cover, @Nullable String coverUrl,
		long photoCount) {

	static final String COLUMNS = """
			c.id, c.name, c.description, c.is_public, c.is_smart_collection, CAST(c.smart_rules AS VARCHAR),
			  c.created_at, c.updated_at, c.cover_photo""";

	static PhotoCollection of(Readable row) {
		String rules = row.get(5, String.class);
		return new PhotoCollection(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class),
				row.get(2, String.class), Boolean.TRUE.equals(row.get(3, Boolean.class)),
				Boolean.TRUE.equals(row.get(4, Boolean.class)), (rules != null) ? Json.MAPPER.readTree(rules) : null,
				Columns.get(row, 6, Instant.class), Columns.get(row, 7, Instant.class), row.get(8, UUID.class), null,
				0);
	}

	PhotoCollection with(@Nullable String url, long count) {
		return new PhotoCollection(this.id, this.name, this.description, this.isPublic, this.isSmart, this.rules,
				this.createdAt, this.updatedAt, (url != null) ? this.cover : null, url, count);
	}

	@JsonValue
	Map<String, @Nullable Object> json() {
		Map<String, @Nullable Object> json = new LinkedHashMap<>();
		json.put("id", this.id);
		json.put("name", this.name);
		json.put("description", this.description);
		json.put("is_public", this.isPublic);
		json.put("cover_photo", this.cover);
		json.put("cover_url", this.coverUrl);
		json.put("is_smart_collection", this.isSmart);
		json.put("smart_rules", this.rules);
		json.put("photo_count", this.photoCount);
		json.put("created_at", this.createdAt);
		json.put("updated_at", this.updatedAt);
		return json;
	}

}
