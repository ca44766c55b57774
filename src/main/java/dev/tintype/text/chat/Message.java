package dev.tintype.text.chat;

import java.time.Instant;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

/**
 * One exchange of a thread: what was asked and what was answered. It never changes.
 *
 * @param id of the message
 * @param threadId of the thread that it belongs to
 * @param userId the caller's own number of whoever asked, or null
 * @param question what was asked
 * @param answer what was answered
 * @param createdAt when it was saved; within a thread no two are the same
 */
record Message(UUID id, String threadId, @Nullable Long userId, String question, String answer, Instant createdAt) {

	/** What {@link #of} reads, from {@code message m}. */
	static final String COLUMNS = "m.id, m.thread_id, m.user_id, m.question, m.answer, m.created_at ";

	/**
	 * Reads a row of {@link #COLUMNS}.
	 * @return the message
	 */
	static Message of(Readable row) {
		return new Message(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class), row.get(2, Long.class),
				Columns.get(row, 3, String.class), Columns.get(row, 4, String.class),
				Columns.get(row, 5, Instant.class));
	}

}
