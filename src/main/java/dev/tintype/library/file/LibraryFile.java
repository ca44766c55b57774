package dev.tintype.library.file;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A temporary file that is to be stored.
 *
 * @param file local, which nothing else uses
 * @param size in bytes
 * @param hash SHA-256 of its bytes in hex
 * @param type its media type
 * @param sidecar the XMP packet that is stored beside it, null for none
 */
public record LibraryFile(Path file, long size, String hash, String type, @Nullable LibraryFile sidecar) {
}
