package dev.tintype.data.store;

import java.time.Instant;
import java.util.UUID;

/**
 * The storage of the database, as its row says.
 *
 * @param id of the storage
 * @param kind of it, as the settings name it
 * @param location where it was when the row was written
 * @param createdAt when the row was written
 */
public record StoreRow(UUID id, String kind, String location, Instant createdAt) {
}
