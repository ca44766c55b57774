package dev.tintype.image.content;

import java.nio.file.Path;
import java.time.LocalDateTime;

import dev.tintype.imaging.probe.PictureHeader;
import org.jspecify.annotations.Nullable;

/**
 * A complete upload of a picture that belongs to no image yet.
 *
 * @param file a temporary file
 * @param size in bytes
 * @param hash SHA-256 of the bytes in hex
 * @param header read from its bytes
 * @param takenAt the date of EXIF, null without one
 */
public record StagedUpload(Path file, long size, String hash, PictureHeader header, @Nullable LocalDateTime takenAt) {
}
