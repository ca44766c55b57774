package dev.tintype.text.chat;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.change.Change;
import dev.tintype.data.change.ChangeKind;
import dev.tintype.data.change.ChangeLog;
import dev.tintype.data.change.ChangeTopic;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.data.sql.Turns;
import dev.tintype.search.fulltext.TextIndexes;
import dev.tintype.support.Ids;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Adds a message to its thread, creates the thread if it is new, and increments its
 * count. A save locks the row of the thread first, and each message gets a later time
 * than all before it. The newest message is therefore always the one that was committed
 * last, even if clocks differ.
 */
@Repository
class MessageWriter {

	private static final String SAVE_POSTGRESQL = """
			/* saveMessage */
			WITH thread AS (
			  INSERT INTO chat_threads AS t (thread_id, user_id, message_count, created_at, updated_at)
			  VALUES (:thread_id, CASE WHEN :has_user THEN CAST(:user_id AS BIGINT) END, 1, :now, :now)
			  ON CONFLICT (thread_id) DO UPDATE SET message_count = t.message_count + 1,
			    updated_at = GREATEST(t.updated_at + INTERVAL '1 microsecond', excluded.updated_at)
			  RETURNING t.updated_at), changed AS (
			  INSERT INTO changes (topic, kind, count) VALUES ('chat', 'created', 1))
			INSERT INTO message (id, thread_id, user_id, question, answer, created_at)
			SELECT :id, :thread_id, CASE WHEN :has_user THEN CAST(:user_id AS BIGINT) END, :question, :answer,
			  thread.updated_at
			FROM thread RETURNING created_at
			""";

	private static final String COUNT_H2 = """
			/* countMessage */
			MERGE INTO chat_threads t USING (SELECT CAST(:thread_id AS VARCHAR) AS thread_id) s
			  ON t.thread_id = s.thread_id
			WHEN MATCHED THEN UPDATE SET message_count = t.message_count + 1,
			  updated_at = GREATEST(DATEADD(MICROSECOND, 1, t.updated_at), :now)
			WHEN NOT MATCHED THEN INSERT (thread_id, user_id, message_count, created_at, updated_at)
			  VALUES (s.thread_id, CASE WHEN :has_user THEN CAST(:user_id AS BIGINT) END, 1, :now, :now)
			""";

	private static final String SAVE_H2 = """
			/* saveMessage */
			SELECT created_at FROM FINAL TABLE (
			  INSERT INTO message (id, thread_id, user_id, question, answer, created_at)
			  SELECT CAST(:id AS UUID), t.thread_id, CASE WHEN :has_user THEN CAST(:user_id AS BIGINT) END,
			    CAST(:question AS VARCHAR), CAST(:answer AS VARCHAR), t.updated_at
			  FROM chat_threads t WHERE t.thread_id = :thread_id)
			""";

	private final Statements statements;

	private final Dialect dialect;

	private final Transactions transactions;

	private final TextIndexes indexes;

	/** By thread. Otherwise the saves of one busy thread would occupy all connections. */
	private final Turns<String> turns = new Turns<>();

	private final ChangeLog changes;

	MessageWriter(Statements statements, Dialect dialect, Transactions transactions, TextIndexes indexes,
			ChangeLog changes) {
		this.changes = changes;
		this.statements = statements;
		this.dialect = dialect;
		this.transactions = transactions;
		this.indexes = indexes;
	}

	/**
	 * Saves a message.
	 * @return the message; already committed, unless the caller has a transaction
	 */
	Mono<Message> save(MessageDraft draft) {
		Mono<Message> save = switch (this.dialect) {
			case POSTGRESQL -> this.transactions.runSingle(Mono.defer(() -> insert(SAVE_POSTGRESQL, draft))
				.flatMap((message) -> Transactions.afterCommit(this.changes::noted).thenReturn(message)));
			case H2 -> this.transactions.run(Mono.defer(() -> saveOnH2(draft)));
		};
		// A save that has a connection must not wait for one that still needs one.
		return Mono.deferContextual(
				(context) -> Transactions.isActive(context) ? save : this.turns.take(draft.threadId(), save));
	}

	private Mono<Message> saveOnH2(MessageDraft draft) {
		return user(this.statements.sql(COUNT_H2), draft).bind("thread_id", draft.threadId())
			.bind("now", Instant.now())
			.then()
			.then(Mono.defer(() -> insert(SAVE_H2, draft)))
			.flatMap((message) -> this.indexes.changed(MessageTexts.KIND, List.of(message.id()))
				.then(this.changes.record(Change.of(ChangeTopic.CHAT, ChangeKind.CREATED, 1)))
				.thenReturn(message));
	}

	private Mono<Message> insert(String sql, MessageDraft draft) {
		UUID id = Ids.next();
		Statements.Call statement = user(this.statements.sql(sql), draft).bind("id", id)
			.bind("thread_id", draft.threadId())
			.bind("question", draft.question())
			.bind("answer", draft.answer());
		if (this.dialect == Dialect.POSTGRESQL) {
			statement.bind("now", Instant.now());
		}
		return statement.one((row) -> new Message(id, draft.threadId(), draft.userId(), draft.question(),
				draft.answer(), Columns.get(row, 0, Instant.class)));
	}

	private static Statements.Call user(Statements.Call statement, MessageDraft draft) {
		return statement.bind("has_user", draft.userId() != null)
			.bind("user_id", Objects.requireNonNullElse(draft.userId(), 0L));
	}

}
