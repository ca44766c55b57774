package dev.tintype.image.content;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.UUID;

import dev.tintype.imaging.probe.PictureHeader;
import org.jspecify.annotations.Nullable;

/**
 * A file that becomes the content of an image.
 *
 * @param imageId of the image
 * @param filename the name of the image; it counts only when the image is new
 * @param location of the file in the storage, or the path of a registered file
 * @param stored whether the service owns the file
 * @param modifiedAt when the file was last changed, in whole microseconds
 * @param size in bytes
 * @param hash SHA-256 of the bytes in hex
 * @param header read from the bytes
 * @param takenAt the date of EXIF, null without one
 */
public record NewContent(UUID imageId, String filename, String location, boolean stored, Instant modifiedAt, long size,
		String hash, PictureHeader header, @Nullable LocalDateTime takenAt) {
}
