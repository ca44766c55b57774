package dev.tintype.text.document;

import java.time.Instant;
import java.util.UUID;

/**
 * A whole document.
 *
 * @param id of the document
 * @param code by which it is known
 * @param name for people
 * @param content its text, which may be empty
 * @param createdAt when it was saved first
 * @param updatedAt when its name or its content changed last
 */
record Document(UUID id, String code, String name, String content, Instant createdAt, Instant updatedAt) {
}
