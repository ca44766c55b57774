package dev.tintype.library.photo;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tintype.library.version.PhotoTexts;
import dev.tintype.library.version.Tier;
import dev.tintype.library.version.Version;
import org.jspecify.annotations.Nullable;

/**
 * A version of an asset with what clients see beside its own columns.
 *
 * @param originalFilename of the asset
 * @param imageId null in rows of other applications
 * @param deletedAt when the asset was moved to the trash
 * @param tiers of the asset, lowest first
 * @param width in pixels, as displayed
 * @param height in pixels, as displayed
 * @param caption the current caption of the image
 * @param captionId its id
 * @param faceCount without the ignored faces
 * @param imageVersion of the image's content
 * @param isShownWhole whether the JSON has {@code metadata}
 */
public record Photo(Version version, String originalFilename, @Nullable UUID imageId, @Nullable Instant deletedAt,
		List<Tier> tiers, @Nullable Integer width, @Nullable Integer height, @Nullable String caption,
		@Nullable UUID captionId, long faceCount, @Nullable String imageVersion, boolean isShownWhole) {

	/**
	 * Returns the photo as it is shown in lists.
	 * @return the same photo without {@code metadata} in its JSON
	 */
	public Photo brief() {
		return new Photo(this.version, this.originalFilename, this.imageId, this.deletedAt, this.tiers, this.width,
				this.height, this.caption, this.captionId, this.faceCount, this.imageVersion, false);
	}

	/**
	 * Tells whether the file of a gold version has the data of its row.
	 * @return null for another tier
	 */
	public @Nullable Boolean embedded() {
		if (this.version.tier() != Tier.GOLD) {
			return null;
		}
		boolean isSameCaption = (this.captionId != null) ? this.captionId.equals(this.version.embeddedCaptionId())
				: this.version.embeddedCaptionId() == null;
		return Boolean.TRUE.equals(this.version.embedded()) && isSameCaption;
	}

	/**
	 * Returns the JSON of the photo.
	 * @return the values by name, in order
	 */
	@JsonValue
	public Map<String, @Nullable Object> json() {
		Version v = this.version;
		Map<String, @Nullable Object> json = new LinkedHashMap<>();
		json.put("id", v.id());
		json.put("asset_id", v.assetId());
		json.put("image_id", this.imageId);
		json.put("tier", v.tier());
		json.put("tiers", this.tiers);
		json.put("original_filename", this.originalFilename);
		json.put("file_name", PhotoTexts.fileName(v.filePath()));
		json.put("file_path", v.filePath());
		json.put("file_hash", v.fileHash());
		json.put("file_size", v.fileSize());
		json.put("mime_type", v.mimeType());
		json.put("width", this.width);
		json.put("height", this.height);
		putFields(json);
		json.put("perceptual_hash", v.perceptualHash());
		json.put("embedded", embedded());
		json.put("face_count", this.faceCount);
		json.put("created_at", v.createdAt());
		json.put("updated_at", v.updatedAt());
		json.put("deleted_at", this.deletedAt);
		json.put("thumbnail_url", thumbnailUrl());
		if (this.isShownWhole) {
			json.put("metadata", v.metadata());
		}
		return json;
	}

	private void putFields(Map<String, @Nullable Object> json) {
		Version v = this.version;
		json.put("processing_state", v.state());
		json.put("is_reviewed", v.reviewed());
		json.put("rating", v.rating());
		json.put("keywords", v.keywords());
		json.put("caption", this.caption);
		json.put("location", v.location());
		json.put("event_type", v.eventType());
		json.put("event_name", v.eventName());
		json.put("ai_short_description", v.aiShortDescription());
		json.put("taken_at", (v.takenAt() != null) ? DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(v.takenAt()) : null);
		json.put("camera", v.camera());
		json.put("lens", v.lens());
		json.put("latitude", v.latitude());
		json.put("longitude", v.longitude());
	}

	/**
	 * Returns what identifies this state of the photo's own columns.
	 * @return the revision in quotes
	 */
	public String etag() {
		return "\"" + this.version.revision() + "\"";
	}

	private String thumbnailUrl() {
		String url = "/api/photos/" + this.version.id() + "/thumbnail";
		return (this.imageVersion != null) ? url + "?v=" + this.imageVersion : url;
	}

}
