package dev.tintype.text.chat;

import java.time.Instant;
import java.util.Objects;

import dev.tintype.data.change.Change;
import dev.tintype.data.change.ChangeKind;
import dev.tintype.data.change.ChangeLog;
import dev.tintype.data.change.ChangeTopic;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.support.Ids;
import dev.tintype.web.listing.Rows;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Adds and lists threads.
 */
@Repository
class ThreadRepository {

	private final Statements statements;

	private final Transactions transactions;

	private final ChangeLog changes;

	ThreadRepository(Statements statements, Transactions transactions, ChangeLog changes) {
		this.changes = changes;
		this.statements = statements;
		this.transactions = transactions;
	}

	private static final String INSERT = """
			/* insertThread */
			INSERT INTO chat_threads (thread_id, user_id, title, message_count, created_at, updated_at)
			VALUES (:id, CASE WHEN :has_user THEN CAST(:user_id AS BIGINT) END, NULLIF(:title, ''), 0, :now, :now)
			""";

	private static final String FIND = "/* findThread */ SELECT " + ChatThread.COLUMNS
			+ "FROM chat_threads t WHERE t.thread_id = :id";

	/**
	 * Creates a thread with a generated id.
	 */
	Mono<ChatThread> insert(ThreadDraft draft) {
		return Mono.defer(() -> {
			String id = Ids.next().toString();
			Mono<Void> inserted = this.statements.sql(INSERT)
				.bind("id", id)
				.bind("has_user", draft.userId() != null)
				.bind("user_id", Objects.requireNonNullElse(draft.userId(), 0L))
				.bind("title", Objects.requireNonNullElse(draft.title(), ""))
				.bind("now", Instant.now())
				.then()
				.then(this.changes.record(Change.of(ChangeTopic.CHAT, ChangeKind.CREATED, 1)));
			return this.transactions
				.run(inserted.then(this.statements.sql(FIND).bind("id", id).<ChatThread>one(ChatThread::of)));
		});
	}

	/**
	 * Returns the threads of a user.
	 * @param userId null for all users
	 */
	Rows<ChatThread> rows(@Nullable Long userId) {
		return new ThreadRows(this.statements, userId);
	}

}
