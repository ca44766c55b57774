package dev.tintype.data.storage;

import java.time.Instant;

/**
 * What a listing tells about a stored file.
 *
 * @param key of the file
 * @param size in bytes
 * @param modifiedAt when it was stored, or the time of the file that was moved
 */
public record StoredObject(String key, long size, Instant modifiedAt) {
}
