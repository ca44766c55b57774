package dev.tintype.text.chat;

import java.util.List;
import java.util.UUID;

import dev.tintype.data.change.Change;
import dev.tintype.data.change.ChangeKind;
import dev.tintype.data.change.ChangeLog;
import dev.tintype.data.change.ChangeTopic;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.search.fulltext.TextIndexes;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Deletes a message or a whole thread. Every write to a thread locks its row first. This
 * prevents deadlocks and keeps the count exact.
 */
@Repository
class MessageDeletion {

	/**
	 * The most messages that a statement deletes, because H2 holds them all in memory.
	 */
	private static final int CHUNK = 5_000;

	private final Statements statements;

	private final Transactions transactions;

	private final TextIndexes indexes;

	private final ChangeLog changes;

	MessageDeletion(Statements statements, Transactions transactions, TextIndexes indexes, ChangeLog changes) {
		this.changes = changes;
		this.statements = statements;
		this.transactions = transactions;
		this.indexes = indexes;
	}

	private static final String LOCK_OF_MESSAGE = """
			/* lockThreadOfMessage */
			SELECT thread_id FROM chat_threads
			WHERE thread_id = (SELECT m.thread_id FROM message m WHERE m.id = :id) FOR UPDATE
			""";

	private static final String COUNT_DOWN = """
			/* countMessagesDown */
			UPDATE chat_threads SET message_count = message_count - :deleted WHERE thread_id = :thread_id
			""";

	/**
	 * Deletes a message. Its thread stays, even if it is empty.
	 * @return whether the message existed
	 */
	Mono<Boolean> deleteMessage(UUID id) {
		return this.transactions.run(this.statements.sql(LOCK_OF_MESSAGE)
			.bind("id", id)
			.value(String.class)
			.flatMap((thread) -> delete(List.of(id)).flatMap((deleted) -> this.statements.sql(COUNT_DOWN)
				.bind("deleted", deleted)
				.bind("thread_id", thread)
				.then()
				.then(this.changes.record(Change.of(ChangeTopic.CHAT, ChangeKind.DELETED, deleted)))
				.thenReturn(deleted > 0)))
			.defaultIfEmpty(false));
	}

	private static final String LOCK = """
			/* lockThread */ SELECT thread_id FROM chat_threads WHERE thread_id = :thread_id FOR UPDATE
			""";

	private static final String DELETE_THREAD = """
			/* deleteThread */ DELETE FROM chat_threads WHERE thread_id = :thread_id
			""";

	/**
	 * Deletes a thread with its messages.
	 * @return the number of its messages, 0 if there is no such thread
	 */
	Mono<Long> deleteThread(String threadId) {
		return this.transactions.run(this.statements.sql(LOCK)
			.bind("thread_id", threadId)
			.value(String.class)
			.flatMap((thread) -> deleteMessages(thread).flatMap((deleted) -> this.statements.sql(DELETE_THREAD)
				.bind("thread_id", thread)
				.then()
				// The thread counts too.
				.then(this.changes.record(Change.of(ChangeTopic.CHAT, ChangeKind.DELETED, deleted + 1)))
				.thenReturn(deleted)))
			.defaultIfEmpty(0L));
	}

	private static final String NEXT = """
			/* nextMessagesToDelete */ SELECT id FROM message WHERE thread_id = :thread_id LIMIT :limit
			""";

	private Mono<Long> deleteMessages(String thread) {
		Mono<Long> chunk = this.statements.sql(NEXT)
			.bind("thread_id", thread)
			.bind("limit", CHUNK)
			.<UUID>all((row) -> Columns.get(row, 0, UUID.class))
			.collectList()
			.flatMap((ids) -> ids.isEmpty() ? Mono.just(0L) : delete(ids));
		return chunk.expand((deleted) -> (deleted > 0) ? chunk : Flux.empty()).reduce(0L, Long::sum);
	}

	private static final String DELETE = "/* deleteMessages */ DELETE FROM message WHERE id = ANY(:ids)";

	private Mono<Long> delete(List<UUID> ids) {
		return this.indexes.changed(MessageTexts.KIND, ids)
			.then(Mono.defer(() -> this.statements.sql(DELETE).bind("ids", ids.toArray(UUID[]::new)).update()));
	}

}
