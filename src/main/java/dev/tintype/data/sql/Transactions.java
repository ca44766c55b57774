package dev.tintype.data.sql;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.r2dbc.spi.ConnectionFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * Runs work in transactions and retries it after a conflict (ADR 20). Work inside a
 * transaction joins it, and is retried only as part of the whole. On H2, one transaction
 * writes at a time. H2's writers slow each other down, and conflict more often than
 * retries can resolve.
 */
@Component
public class Transactions {

	/** Longer than the limit of retries; it is too short only behind very long writes. */
	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final TransactionalOperator operator;

	private final Retries retries;

	private final @Nullable Replication replication;

	/** The turns of all writers, null where they run in parallel. */
	private final @Nullable Turns<Dialect> turns;

	Transactions(TransactionalOperator operator, Retries retries, Dialect dialect,
			ObjectProvider<Replication> replication) {
		this.operator = operator;
		this.retries = retries;
		this.turns = switch (dialect) {
			case POSTGRESQL -> null;
			case H2 -> new Turns<>(PATIENCE);
		};
		this.replication = replication.getIfAvailable();
	}

	/**
	 * Runs several statements as one transaction. It commits when they complete, and
	 * rolls back on any error or cancellation. It retries after a conflict, and when a
	 * connection fails before the commit begins. It does not retry after a connection
	 * fails during the commit, since the outcome is unknown.
	 * @param <T> what they give
	 * @param work the statements, which may run more than once
	 * @return what they give, once it is committed; a {@link TimeoutException} if its
	 * turn to write does not come within half a minute
	 */
	public <T> Mono<T> run(Mono<T> work) {
		return Mono.deferContextual((context) -> isActive(context) ? work : inTurn(() -> begin(work, context)));
	}

	private <T> Mono<T> inTurn(Supplier<Mono<T>> writing) {
		return (this.turns != null)
				? this.turns.take(Dialect.H2, Mono.defer(() -> this.retries.room().afterALook(Mono.defer(writing))))
				: writing.get();
	}

	private <T> Mono<T> begin(Mono<T> work, ContextView context) {
		Scope scope = new Scope(null);
		Mono<T> all = attempt(work, scope, this.retries.begin()).doOnSuccess((result) -> scope.committed());
		if (this.replication == null) {
			return all;
		}
		Replication told = this.replication;
		Runnable tell = () -> {
			if (scope.wrote) {
				told.committed(context);
			}
		};
		return all.doOnTerminate(tell).doOnCancel(tell);
	}

	// Not retryWhen, which builds half a dozen operators for each transaction.
	private <T> Mono<T> attempt(Mono<T> work, Scope scope, Retries.Work course) {
		AtomicBoolean committing = new AtomicBoolean();
		return within(this.operator, work.doOnSuccess((result) -> committing.set(true)), scope)
			.contextWrite(course::limit)
			.onErrorResume((ex) -> {
				Mono<T> wait = committing.get() ? course.afterConflict(ex) : course.afterFailure(ex);
				return wait.switchIfEmpty(Mono.defer(() -> attempt(work, scope, course)));
			});
	}

	private static <T> Mono<T> within(TransactionalOperator operator, Mono<T> work, Scope scope) {
		return operator.transactional(work).contextWrite((inner) -> inner.put(Transactions.class, scope));
	}

	/**
	 * Runs several statements, none of which writes, as one transaction. It runs on a
	 * replica if the request may read one, and otherwise as {@link #run} does.
	 * @param <T> what they give
	 * @param work the statements, which may run more than once
	 * @return what they give
	 */
	public <T> Mono<T> runReading(Mono<T> work) {
		return Mono.deferContextual((context) -> {
			if (isActive(context)) {
				return work;
			}
			Replication.Source source = (this.replication != null) ? this.replication.source(context) : null;
			if (source == null) {
				return begin(work, context);
			}
			return within(source.transactions(), work, new Scope(source.connections())).timeout(source.silence())
				.onErrorResume(source::isAtFault, (ex) -> begin(work, context));
		});
	}

	/**
	 * Runs a single statement as its own transaction, and retries it after a conflict. It
	 * does not retry after the connection fails once the statement is sent, since the
	 * outcome is unknown.
	 * @param <T> what it gives
	 * @param statement may run more than once
	 * @return what it gives, once it is committed; a {@link TimeoutException} if its turn
	 * to write does not come within half a minute
	 */
	public <T> Mono<T> runSingle(Mono<T> statement) {
		return Mono.deferContextual((context) -> isActive(context) ? statement
				: inTurn(() -> attemptSingle(statement, this.retries.begin())));
	}

	private <T> Mono<T> attemptSingle(Mono<T> statement, Retries.Work course) {
		return statement.onErrorResume(
				(ex) -> course.<T>afterConflict(ex).switchIfEmpty(Mono.defer(() -> attemptSingle(statement, course))));
	}

	/**
	 * Tells whether a subscriber is inside a transaction, and so on one connection.
	 * @param context of the subscriber
	 * @return whether it is
	 */
	public static boolean isActive(ContextView context) {
		return context.hasKey(Transactions.class);
	}

	/**
	 * Runs an action after the commit of the surrounding transaction, on the thread that
	 * hears of the commit. Without a transaction it runs at once.
	 * @param action must not block or fail, and may run twice if a transaction is retried
	 * @return completes at once
	 */
	public static Mono<Void> afterCommit(Runnable action) {
		return Mono.deferContextual((context) -> {
			Scope scope = scope(context);
			if (scope == null) {
				action.run();
			}
			else {
				scope.actions.add(action);
			}
			return Mono.empty();
		});
	}

	static @Nullable Scope scope(ContextView context) {
		return context.getOrDefault(Transactions.class, null);
	}

	/**
	 * Tells whether a statement failed because of a duplicate key.
	 * @param failure of the statement
	 * @return whether it did
	 */
	public static boolean isDoubledKey(Throwable failure) {
		return Retries.isDoubledKey(failure);
	}

	/**
	 * A transaction.
	 */
	static final class Scope {

		private final @Nullable ConnectionFactory source;

		/** What runs after the commit. */
		private final Queue<Runnable> actions = new ConcurrentLinkedQueue<>();

		private volatile boolean wrote;

		Scope(@Nullable ConnectionFactory source) {
			this.source = source;
		}

		void committed() {
			this.actions.forEach(Runnable::run);
		}

		/**
		 * Chooses the source of its connection.
		 * @param access what the next statement does
		 * @param usual the source for most transactions
		 * @return the factory that the connection is bound to
		 */
		ConnectionFactory connections(Sql.Access access, ConnectionFactory usual) {
			if (access == Sql.Access.WRITES) {
				this.wrote = true;
			}
			return (this.source != null) ? this.source : usual;
		}

	}

}
