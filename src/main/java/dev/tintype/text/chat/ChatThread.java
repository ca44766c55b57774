package dev.tintype.text.chat;

import java.time.Instant;

import dev.tintype.data.sql.Columns;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

/**
 * A conversation, without its messages.
 *
 * @param threadId its name, which the client chose or the service made
 * @param userId the caller's own number of whoever began it, or null
 * @param title for people, or null
 * @param messageCount how many messages it has
 * @param createdAt when it was begun
 * @param updatedAt when it was begun or its newest message came
 */
record ChatThread(String threadId, @Nullable Long userId, @Nullable String title, long messageCount, Instant createdAt,
		Instant updatedAt) {

	/** What {@link #of} reads, from {@code chat_threads t}. */
	static final String COLUMNS = "t.thread_id, t.user_id, t.title, t.message_count, t.created_at, t.updated_at ";

	/**
	 * Reads a row of {@link #COLUMNS}.
	 * @return the thread
	 */
	static ChatThread of(Readable row) {
		return new ChatThread(Columns.get(row, 0, String.class), row.get(1, Long.class), row.get(2, String.class),
				Columns.get(row, 3, Long.class), Columns.get(row, 4, Instant.class),
				Columns.get(row, 5, Instant.class));
	}

}
