package dev.tintype.library.burst;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tintype.library.photo.Photo;
import org.jspecify.annotations.Nullable;

/**
 * Photos that one camera took in quick succession.
 *
 * @param from when the first photo was taken
 * @param to when the last photo was taken
 * @param photoCount how many photos the burst had when it was found
 * @param photos in the order in which they were taken; at most
 * {@link BurstRows#MOST_SHOWN}
 */
record Burst(String camera, LocalDateTime from, LocalDateTime to, long photoCount, List<Photo> photos) {

	Burst with(List<Photo> shown) {
		return new Burst(this.camera, this.from, this.to, this.photoCount, shown);
	}

	/**
	 * Returns the JSON of a burst with photos. The burst has the id of its first asset,
	 * which a change of tiers does not change.
	 */
	@JsonValue
	Map<String, @Nullable Object> json() {
		Map<String, @Nullable Object> json = new LinkedHashMap<>();
		json.put("burst_id", this.photos.get(0).version().assetId());
		json.put("camera", this.camera);
		json.put("from", DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(this.from));
		json.put("to", DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(this.to));
		json.put("best_id", best().version().id());
		json.put("photo_count", this.photoCount);
		json.put("photos", this.photos);
		return json;
	}

	// Of equal files the first one.
	private Photo best() {
		return this.photos.stream()
			.min(Comparator.comparingLong((Photo photo) -> -photo.version().fileSize()))
			.orElseThrow();
	}

}
