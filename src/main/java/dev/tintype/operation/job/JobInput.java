package dev.tintype.operation.job;

import java.nio.file.Path;

/**
 * A local file with the input of a job, which moves into the storage.
 *
 * @param file from {@link dev.tintype.data.storage.Staging}, which nothing else uses
 * @param size in bytes
 * @param sha256 of its bytes in hex
 * @param type its media type
 */
public record JobInput(Path file, long size, String sha256, String type) {
}
