package dev.tintype.caption.operation;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An operation on captions that has a row.
 *
 * @param kind what it did
 * @param label the name that the client gave it, or null
 * @param source of its captions, null if they differ
 * @param model of its captions, null if they differ or have none
 * @param saved the number of its captions that became current
 * @param kept the number of its captions that went into the history only
 * @param undoneAt when it was undone, null if it is in effect
 */
record Operation(UUID operationId, String kind, @Nullable String label, Instant createdAt, @Nullable String source,
		@Nullable String model, long saved, long kept, @Nullable Instant undoneAt) {
}
