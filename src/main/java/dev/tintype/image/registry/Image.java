package dev.tintype.image.registry;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * A registered image file, with its current caption.
 *
 * @param filename the file's base name
 * @param path the file's absolute path, null until its bytes are there
 * @param size in bytes, null while unknown
 * @param width in pixels, as displayed, null until the file has been decoded
 * @param height in pixels, as displayed
 * @param mimeType found from the bytes
 * @param contentHash SHA-256 of the bytes in hex, null while unknown
 * @param uploaded whether the bytes are there
 * @param caption the current caption's text
 * @param captionSource who wrote it: {@code model}, {@code human} or {@code import}
 * @param captionModel the model that wrote it
 * @param takenAt when the picture was taken, as the clock on the wall showed it: an ISO
 * text, null if EXIF does not say it
 * @param colour the mean colour of its thumbnail as {@code #rrggbb}, null until there is
 * a thumbnail
 * @param thumbnailUrl the URL of the thumbnail with the version of the content, null
 * until there is content
 * @param createdAt when it was registered
 * @param updatedAt when the row last changed
 * @param fileModifiedAt when the file was last changed, null until its bytes are there
 */
public record Image(UUID imageId, String filename, @Nullable String path, @Nullable Long size, @Nullable Integer width,
		@Nullable Integer height, @Nullable String mimeType, @Nullable String contentHash, boolean uploaded,
		@Nullable String caption, @Nullable String captionSource, @Nullable String captionModel,
		@Nullable String takenAt, @Nullable String colour, @Nullable String thumbnailUrl, Instant createdAt,
		Instant updatedAt, @JsonIgnore @Nullable Instant fileModifiedAt) {

	/**
	 * Returns the time by which the picture is sorted.
	 * @return when it was taken; if that is unknown, when the file was last changed or
	 * the image was registered, as the time of a clock in UTC
	 */
	LocalDateTime sortedTime() {
		return (this.takenAt != null) ? LocalDateTime.parse(this.takenAt) : LocalDateTime
			.ofInstant(Objects.requireNonNullElse(this.fileModifiedAt, this.createdAt), ZoneOffset.UTC);
	}

}
