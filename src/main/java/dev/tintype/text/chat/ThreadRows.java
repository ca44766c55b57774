package dev.tintype.text.chat;

import java.util.List;
import java.util.Map;

import dev.tintype.data.sql.Statements;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Slice;
import dev.tintype.web.listing.Where;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Lists the threads of one user or of all users.
 */
final class ThreadRows implements Rows<ChatThread> {

	private static final Key<ChatThread> NAME = Key.text("t.thread_id", ChatThread::threadId);

	/** The thread with the newest message first. */
	private static final Order<ChatThread> BY_ACTIVITY = Order.of("threads by activity",
			Key.<ChatThread>moment("t.updated_at", ChatThread::updatedAt).down(), NAME);

	/**
	 * Streams are ordered by name. In the order of activity, a thread that gets a message
	 * during the stream could appear twice.
	 */
	static final Orders<ChatThread> ORDERS = new Orders<>(BY_ACTIVITY, List.of(), Order.of("threads by name", NAME));

	private final Rows<ChatThread> threads;

	private final boolean isOfUser;

	ThreadRows(Statements statements, @Nullable Long userId) {
		this.threads = new Listing<ChatThread>(statements, "Threads", "chat_threads t", ChatThread.COLUMNS,
				ChatThread::of)
			.rows((userId != null) ? Where.ALL.and("t.user_id = :user_id", Map.of("user_id", userId)) : Where.ALL);
		this.isOfUser = userId != null;
	}

	@Override
	public Mono<List<ChatThread>> page(Slice<ChatThread> slice) {
		return this.threads
			.page((this.isOfUser && slice.order().equals(BY_ACTIVITY)) ? slice.within("t.user_id") : slice);
	}

	@Override
	public Mono<Long> count() {
		return this.threads.count();
	}

}
