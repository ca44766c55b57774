package dev.tintype.image.content;

import java.nio.file.Path;

import dev.tintype.imaging.probe.PictureHeader;

/**
 * A complete upload of a picture that belongs to no image yet.
 *
 * @param file a temporary file
 * @param size in bytes
 * @param hash SHA-256 of the bytes in hex
 * @param header read from its bytes
 */
public record StagedUpload(Path file, long size, String hash, PictureHeader header) {
}
