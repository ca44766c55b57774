package dev.tintype.library.file;

import java.time.Instant;
import java.time.LocalDateTime;

import dev.tintype.imaging.metadata.PictureMetadata;
import dev.tintype.imaging.probe.PictureHeader;
import org.jspecify.annotations.Nullable;

/**
 * What a picture file says, with its hashes.
 *
 * @param size in bytes
 * @param modifiedAt when the file was last changed
 * @param hash SHA-256 of the bytes in hex
 * @param phash the perceptual hash, null for a flat picture or one that cannot be decoded
 */
public record ReadPicture(PictureHeader header, long size, Instant modifiedAt, String hash, @Nullable Long phash,
		PictureMetadata metadata) {

	/**
	 * The date of EXIF.
	 * @return null without one
	 */
	public @Nullable LocalDateTime exifTakenAt() {
		return this.metadata.exifTakenAt();
	}

}
