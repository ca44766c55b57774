package dev.tintype.text.document;

import java.time.Instant;
import java.util.UUID;

/**
 * A whole document.
 *
 * @param code its identity
 * @param name for people
 * @param content its text, which may be empty
 * @param createdAt the time of the first save
 * @param updatedAt the time of the last change of its name or content
 */
record Document(UUID id, String code, String name, String content, Instant createdAt, Instant updatedAt) {
}
