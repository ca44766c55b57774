package dev.tintype.text.chat;

import java.time.Instant;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

/**
 * One exchange of a thread: a question and its answer. It never changes.
 *
 * @param userId the client's number of the user who asked, or null
 * @param createdAt when it was saved, unique within a thread
 */
record Message(UUID id, String threadId, @Nullable Long userId, String question, String answer, Instant createdAt) {

	/** The columns of {@code message m} that {@link #of} reads. */
	static final String COLUMNS = "m.id, m.thread_id, m.user_id, m.question, m.answer, m.created_at ";

	/**
	 * Reads a row of {@link #COLUMNS}.
	 */
	static Message of(Readable row) {
		return new Message(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class), row.get(2, Long.class),
				Columns.get(row, 3, String.class), Columns.get(row, 4, String.class),
				Columns.get(row, 5, Instant.class));
	}

}
