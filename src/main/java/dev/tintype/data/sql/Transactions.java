package dev.tintype.data.sql;

import java.time.Duration;
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
 * Runs work in transactions, and again when it lost against a concurrent one. Work that
 * already runs inside a transaction joins it, and is repeated only with the whole of it.
 * On H2, whose writers slow each other down and lose against each other more often than
 * work can be repeated, one writes at a time.
 */
@Component
public class Transactions {

	/** Longer than work is tried again: only behind very long writes it is not enough. */
	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final TransactionalOperator operator;

	private final Retries retries;

	private final @Nullable Replication replication;

	/** Of all writers, null where they run side by side. */
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
	 * Runs several statements as one transaction: committed when they complete, rolled
	 * back on any error or cancellation, repeated on a conflict, and when a connection
	 * fails before the commit begins. What came of a commit whose connection failed is
	 * not known, so that is not repeated.
	 * @param <T> what they give
	 * @param work the statements, which may run more than once
	 * @return what they give, once it is committed; a {@link TimeoutException} when its
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
		Mono<T> all = attempt(work, scope, this.retries.begin());
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
	 * Runs several statements, none of which writes, as one transaction: on a copy of the
	 * database where the subscriber's request may read one, else as {@link #run} does.
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
	 * Runs a single statement, which is its own transaction, and repeats it on a
	 * conflict. When its connection fails after it was sent, what came of it is not
	 * known, so that it is not repeated.
	 * @param <T> what it gives
	 * @param statement the statement, which may run more than once
	 * @return what it gives, once it is committed; a {@link TimeoutException} when its
	 * turn to write does not come within half a minute
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
	 * Tells whether a subscriber is inside a transaction, hence on one connection.
	 * @param context the subscriber's
	 * @return whether it is
	 */
	public static boolean isActive(ContextView context) {
		return context.hasKey(Transactions.class);
	}

	static @Nullable Scope scope(ContextView context) {
		return context.getOrDefault(Transactions.class, null);
	}

	/**
	 * Tells whether a statement failed because a key is in its table already.
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

		private volatile boolean wrote;

		Scope(@Nullable ConnectionFactory source) {
			this.source = source;
		}

		/**
		 * Where its connection is from.
		 * @param access what the next statement on it does
		 * @param usual where most transactions have theirs from
		 * @return the factory that it is bound to
		 */
		ConnectionFactory connections(Sql.Access access, ConnectionFactory usual) {
			if (access == Sql.Access.WRITES) {
				this.wrote = true;
			}
			return (this.source != null) ? this.source : usual;
		}

	}

}
