package dev.tintype.text.chat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.sql.Statements;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Where;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads the table of messages.
 */
@Repository
class MessageRepository {

	private final Statements statements;

	private final Listing<Message> listing;

	MessageRepository(Statements statements) {
		this.statements = statements;
		this.listing = new Listing<>(statements, "Messages", "message m", Message.COLUMNS, Message::of);
	}

	/**
	 * Returns the messages of a thread.
	 * @return no messages if there is no such thread
	 */
	Rows<Message> rows(String threadId) {
		return this.listing.rows(Where.ALL.and("m.thread_id = :thread_id", Map.of("thread_id", threadId)));
	}

	private static final String FIND = "/* findMessage */ SELECT " + Message.COLUMNS
			+ "FROM message m WHERE m.id = :id";

	/**
	 * Finds a message.
	 * @return empty if there is none
	 */
	Mono<Message> findById(UUID id) {
		return this.statements.sql(FIND).bind("id", id).one(Message::of);
	}

	private static final String FIND_ALL = "/* findMessages */ SELECT " + Message.COLUMNS
			+ "FROM message m WHERE m.id = ANY(:ids)";

	/**
	 * Finds messages.
	 * @return the messages that exist, in no order
	 */
	Mono<List<Message>> findAll(Collection<UUID> ids) {
		return this.statements.sql(FIND_ALL)
			.bind("ids", ids.toArray(UUID[]::new))
			.<Message>all(Message::of)
			.collectList();
	}

}
