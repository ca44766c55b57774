package dev.tintype.support;

import java.time.Duration;
import java.util.Set;

import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;
import reactor.util.retry.Retry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * Runs work in transactions, and again when it lost against a concurrent one. Work that
 * already runs inside a transaction joins it, and is repeated only with the whole of it.
 */
@Component
public class Transactions {

	/** The SQLSTATE of a key that is there already: unique_violation. */
	private static final String DOUBLED_KEY = "23505";

	/**
	 * Serialization failure, deadlock, and a doubled key, as an upsert can meet it on H2.
	 */
	private static final Set<String> CONFLICTS = Set.of("40001", "40P01", DOUBLED_KEY);

	private static final int ATTEMPTS = 5;

	private static final Duration FIRST_WAIT = Duration.ofMillis(5);

	private static final Duration LONGEST_WAIT = Duration.ofMillis(100);

	private final TransactionalOperator operator;

	private final @Nullable Replication replication;

	Transactions(TransactionalOperator operator, ObjectProvider<Replication> replication) {
		this.operator = operator;
		this.replication = replication.getIfAvailable();
	}

	/**
	 * Runs several statements as one transaction: committed when they complete, rolled
	 * back on any error or cancellation, repeated on a conflict.
	 * @param <T> what they give
	 * @param work the statements, which may run more than once
	 * @return what they give, once it is committed
	 */
	public <T> Mono<T> run(Mono<T> work) {
		return Mono.deferContextual((context) -> isActive(context) ? work : begin(work, context));
	}

	private <T> Mono<T> begin(Mono<T> work, ContextView context) {
		Scope scope = new Scope(null);
		Mono<T> all = within(this.operator, work, scope).retryWhen(onConflict());
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
			Replication.Source source = (this.replication != null && !isActive(context))
					? this.replication.source(context) : null;
			if (source == null) {
				return run(work);
			}
			return within(source.transactions(), work, new Scope(source.connections())).timeout(source.silence())
				.onErrorResume(source::isAtFault, (ex) -> run(work));
		});
	}

	/**
	 * Runs a single statement, which is its own transaction, and repeats it on a
	 * conflict.
	 * @param <T> what it gives
	 * @param statement the statement, which may run more than once
	 * @return what it gives, once it is committed
	 */
	public <T> Mono<T> runSingle(Mono<T> statement) {
		return Mono.deferContextual((context) -> isActive(context) ? statement : statement.retryWhen(onConflict()));
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

	private static Retry onConflict() {
		return Retry.backoff(ATTEMPTS, FIRST_WAIT)
			.maxBackoff(LONGEST_WAIT)
			.jitter(0.5)
			.filter(Transactions::isConflict)
			.onRetryExhaustedThrow((spec, signal) -> signal.failure());
	}

	/**
	 * Tells whether a statement failed because a key is in its table already.
	 * @param failure of the statement
	 * @return whether it did
	 */
	public static boolean isDoubledKey(Throwable failure) {
		return DOUBLED_KEY.equals(state(failure));
	}

	private static boolean isConflict(@Nullable Throwable failure) {
		return CONFLICTS.contains(state(failure));
	}

	private static String state(@Nullable Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof R2dbcException ex && ex.getSqlState() != null) {
				return ex.getSqlState();
			}
		}
		return "";
	}

	/**
	 * A transaction.
	 */
	static final class Scope {

		private final @Nullable ConnectionFactory source;

		private volatile boolean wrote;

		private Scope(@Nullable ConnectionFactory source) {
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
