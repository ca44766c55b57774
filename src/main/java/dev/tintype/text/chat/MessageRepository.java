package dev.tintype.text.chat;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import dev.tintype.data.sql.Statements;
import dev.tintype.web.http.Cursor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * The table of messages, as it is read.
 */
@Repository
class MessageRepository {

	private final Statements statements;

	MessageRepository(Statements statements) {
		this.statements = statements;
	}

	private static final String LIST = "/* listMessages */ SELECT " + Message.COLUMNS
			+ "FROM message m WHERE m.thread_id = :thread_id ";

	/** The moment by itself is a range of the index, on H2 too. */
	private static final String BEHIND = """
			AND m.created_at <= :cursor_key AND (m.created_at < :cursor_key OR m.id < :cursor_id)
			""";

	/** With the thread, so that H2 takes the index for the order. */
	private static final String NEWEST_FIRST = """
			ORDER BY m.thread_id, m.created_at DESC, m.id DESC LIMIT :limit OFFSET :offset
			""";

	/**
	 * A page of a thread's messages.
	 * @param threadId of the thread
	 * @param after the place behind which it begins, or null
	 * @param limit the most rows
	 * @param offset how many rows to pass over
	 * @return the newest first, none when there is no such thread
	 */
	Mono<List<Message>> page(String threadId, @Nullable Cursor after, int limit, long offset) {
		Statements.Call statement = (after != null) ? this.statements.sql(LIST + BEHIND + NEWEST_FIRST)
			.bind("cursor_key", after.instant())
			.bind("cursor_id", after.id()) : this.statements.sql(LIST + NEWEST_FIRST);
		return statement.bind("thread_id", threadId)
			.bind("limit", limit)
			.bind("offset", offset)
			.<Message>all(Message::of)
			.collectList();
	}

	private static final String FIND = "/* findMessage */ SELECT " + Message.COLUMNS
			+ "FROM message m WHERE m.id = :id";

	/**
	 * One message.
	 * @param id of it
	 * @return empty when there is none
	 */
	Mono<Message> findById(UUID id) {
		return this.statements.sql(FIND).bind("id", id).one(Message::of);
	}

	private static final String FIND_ALL = "/* findMessages */ SELECT " + Message.COLUMNS
			+ "FROM message m WHERE m.id = ANY(:ids)";

	/**
	 * Some messages.
	 * @param ids of them
	 * @return those that there are, in no order
	 */
	Mono<List<Message>> findAll(Collection<UUID> ids) {
		return this.statements.sql(FIND_ALL)
			.bind("ids", ids.toArray(UUID[]::new))
			.<Message>all(Message::of)
			.collectList();
	}

}
