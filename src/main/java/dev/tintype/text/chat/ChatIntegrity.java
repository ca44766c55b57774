package dev.tintype.text.chat;

import java.util.List;

import dev.tintype.data.sql.RowScan;
import dev.tintype.data.sql.RowScan.Rows;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.operation.integrity.IntegrityCheck;
import dev.tintype.operation.integrity.IntegrityChecks;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Repository;

/**
 * Checks threads against their messages.
 */
@Repository
@Order(50)
class ChatIntegrity implements IntegrityChecks {

	private static final String LOCK = """
			/* lockThreads */
			SELECT t.thread_id FROM chat_threads t WHERE {rows} ORDER BY t.thread_id FOR UPDATE
			""";

	private static final String COUNTED = "(SELECT count(*) FROM message m WHERE m.thread_id = t.thread_id)";

	private static final String LATEST = "(SELECT max(m.created_at) FROM message m WHERE m.thread_id = t.thread_id)";

	private static final String THREAD = "'thread ' || t.thread_id || ', ";

	private final Statements statements;

	private final Transactions transactions;

	ChatIntegrity(Statements statements, Transactions transactions) {
		this.statements = statements;
		this.transactions = transactions;
	}

	@Override
	public List<IntegrityCheck> all() {
		return List.of(thread(), count(), activity());
	}

	private IntegrityCheck thread() {
		RowScan rows = scan(new Rows("message m", "m.thread_id", String.class,
				"NOT EXISTS (SELECT 1 FROM chat_threads t WHERE t.thread_id = m.thread_id)"));
		return IntegrityCheck.quick("messages.thread", """
				Messages whose thread does not exist. Repair adds the thread without a title, and without a user \
				if its messages are of several users. It deletes no message.""",
				rows.tell("DISTINCT 'thread ' || m.thread_id"), rows.repair("""
						/* restoreThreads */
						INSERT INTO chat_threads (thread_id, user_id, message_count, created_at, updated_at)
						SELECT m.thread_id, CASE WHEN min(m.user_id) = max(m.user_id) THEN min(m.user_id) END, count(*),
						  min(m.created_at), max(m.created_at)
						FROM message m WHERE {rows} GROUP BY m.thread_id
						"""));
	}

	private IntegrityCheck count() {
		RowScan rows = scan(
				new Rows("chat_threads t", "t.thread_id", String.class, "t.message_count <> " + COUNTED, 1_000));
		return IntegrityCheck.quick("threads.message-count",
				"Threads whose message_count is not the number of their messages. Repair sets it.",
				rows.tell(THREAD + "message_count ' || CAST(t.message_count AS VARCHAR) || ', messages ' || CAST("
						+ COUNTED + " AS VARCHAR)"),
				rows.repair(LOCK, "/* repairMessageCounts */ UPDATE chat_threads t SET message_count = " + COUNTED
						+ " WHERE {rows}"));
	}

	private IntegrityCheck activity() {
		RowScan rows = scan(new Rows("chat_threads t", "t.thread_id", String.class, "t.updated_at < " + LATEST, 1_000));
		return IntegrityCheck.quick("threads.activity", """
				Threads whose updated_at is before their latest message, so that the next message could be listed \
				before it. Repair sets it to the time of that message.""",
				rows.tell(THREAD + "updated_at ' || CAST(t.updated_at AS VARCHAR)"), rows.repair(LOCK,
						"/* repairActivity */ UPDATE chat_threads t SET updated_at = " + LATEST + " WHERE {rows}"));
	}

	private RowScan scan(Rows rows) {
		return new RowScan(this.statements, this.transactions, rows);
	}

}
