package dev.tintype.text.chat;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import dev.tintype.web.http.Cursor;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;

/**
 * An order of threads. Each ends in the thread's name.
 */
enum ThreadOrder {

	/** The one whose newest message came last first. */
	ACTIVITY("t.updated_at DESC, t.thread_id",
			"t.updated_at <= :updated AND (t.updated_at < :updated OR t.thread_id > :id)"),

	/** By name, which stays while messages come. */
	NAME("t.thread_id", "t.thread_id > :id");

	private static final UUID NO_ID = new UUID(0, 0);

	private final String orderBy;

	private final String behind;

	ThreadOrder(String orderBy, String behind) {
		this.orderBy = orderBy;
		this.behind = behind;
	}

	/**
	 * The order of the rows.
	 * @return SQL behind {@code ORDER BY}
	 */
	String orderBy() {
		return this.orderBy;
	}

	/**
	 * The rows behind a cursor.
	 * @return a condition, whose first part is a range of an index
	 */
	String behind() {
		return this.behind;
	}

	/**
	 * The place of a row.
	 * @param thread the row
	 * @return the cursor behind it
	 */
	Cursor cursor(ChatThread thread) {
		String key = switch (this) {
			case ACTIVITY -> thread.updatedAt() + " " + thread.threadId();
			case NAME -> thread.threadId();
		};
		return new Cursor(label(), key, NO_ID);
	}

	/**
	 * The name of the order in its cursors.
	 * @return in lower case
	 */
	String label() {
		return "threads by " + name().toLowerCase(Locale.ROOT);
	}

	/**
	 * The values to bind for a cursor.
	 * @param cursor of this order
	 * @return by the names in {@link #behind()}
	 * @throws ProblemException of type {@code INVALID_CURSOR} when it is damaged
	 */
	Map<String, Object> values(Cursor cursor) {
		return switch (this) {
			case ACTIVITY -> {
				String[] keys = cursor.key().split(" ", 2);
				if (keys.length != 2) {
					throw new ProblemException(ProblemType.INVALID_CURSOR, "The cursor is damaged.");
				}
				yield Map.of("updated", new Cursor(cursor.order(), keys[0], NO_ID).instant(), "id", keys[1]);
			}
			case NAME -> Map.of("id", cursor.key());
		};
	}

}
