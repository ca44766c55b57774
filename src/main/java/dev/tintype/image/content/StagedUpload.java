package dev.tintype.image.content;

import java.nio.file.Path;

import dev.tintype.imaging.probe.PictureHeader;

/**
 * An upload that has arrived whole and is a picture, but belongs to no image yet.
 *
 * @param file a temporary file
 * @param size in bytes
 * @param hash SHA-256 of the bytes in hex
 * @param header what its bytes say
 */
public record StagedUpload(Path file, long size, String hash, PictureHeader header) {
}
