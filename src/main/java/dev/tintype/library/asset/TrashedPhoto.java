package dev.tintype.library.asset;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tintype.library.photo.Photo;
import org.jspecify.annotations.Nullable;

/**
 * The best photo of an asset in the trash.
 *
 * @param photo null for a row whose photo was deleted meanwhile
 * @param time how long the asset stays in the trash, null for ever
 */
record TrashedPhoto(UUID assetId, Instant deletedAt, UUID photoId, @Nullable Photo photo, @Nullable Duration time) {

	TrashedPhoto with(@Nullable Photo shown, @Nullable Duration trashTime) {
		return new TrashedPhoto(this.assetId, this.deletedAt, this.photoId, shown, trashTime);
	}

	@JsonValue
	Map<String, @Nullable Object> json() {
		Map<String, @Nullable Object> json = new LinkedHashMap<>();
		if (this.photo != null) {
			json.putAll(this.photo.json());
		}
		json.put("purge_at", (this.time != null) ? this.deletedAt.plus(this.time) : null);
		return json;
	}

}
