package dev.tintype.text.chat;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.support.Ids;
import dev.tintype.web.http.Cursor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * The table of threads, as it is listed and begun.
 */
@Repository
class ThreadRepository {

	private final Statements statements;

	private final Transactions transactions;

	ThreadRepository(Statements statements, Transactions transactions) {
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
	 * Begins a thread under a name of the service.
	 * @param draft of it
	 * @return the thread
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
				.then();
			return this.transactions
				.run(inserted.then(this.statements.sql(FIND).bind("id", id).<ChatThread>one(ChatThread::of)));
		});
	}

	/** With the column of the filter, so that H2 takes the index for the order. */
	private static final String OF_USER_FIRST = "t.user_id, ";

	/**
	 * A page of a listing.
	 * @param userId of whom, null for all
	 * @param order in which order
	 * @param after the place behind which it begins, or null
	 * @param limit the most rows
	 * @param offset how many rows to pass over
	 * @return the rows, in order
	 */
	Mono<List<ChatThread>> page(@Nullable Long userId, ThreadOrder order, @Nullable Cursor after, int limit,
			long offset) {
		String behind = (after != null) ? order.behind() : "";
		String orderBy = (userId != null && order == ThreadOrder.ACTIVITY) ? OF_USER_FIRST + order.orderBy()
				: order.orderBy();
		Statements.Call statement = bind(
				this.statements.sql("/* listThreads */ SELECT " + ChatThread.COLUMNS + "FROM chat_threads t "
						+ where(userId, behind) + "ORDER BY " + orderBy + " LIMIT :limit OFFSET :offset"),
				userId);
		return ((after != null) ? statement.bind(order.values(after)) : statement).bind("limit", limit)
			.bind("offset", offset)
			.<ChatThread>all(ChatThread::of)
			.collectList();
	}

	/**
	 * How many threads there are.
	 * @param userId of whom, null for all
	 * @return exactly
	 */
	Mono<Long> count(@Nullable Long userId) {
		return bind(this.statements.sql("/* countThreads */ SELECT count(*) FROM chat_threads t " + where(userId, "")),
				userId)
			.value(Long.class);
	}

	private static String where(@Nullable Long userId, String behind) {
		if (userId == null) {
			return behind.isEmpty() ? "" : "WHERE " + behind + " ";
		}
		return "WHERE t.user_id = :user_id " + (behind.isEmpty() ? "" : "AND " + behind + " ");
	}

	private static Statements.Call bind(Statements.Call statement, @Nullable Long userId) {
		return (userId != null) ? statement.bind("user_id", userId) : statement;
	}

}
