package dev.tintype.support;

import java.util.concurrent.atomic.AtomicBoolean;

import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * Runs work in transactions, and again when it lost against a concurrent one. Work that
 * already runs inside a transaction joins it, and is repeated only with the whole of it.
 */
@Component
public class Transactions {

	private final TransactionalOperator operator;

	private final Retries retries;

	Transactions(TransactionalOperator operator, Retries retries) {
		this.operator = operator;
		this.retries = retries;
	}

	/**
	 * Runs several statements as one transaction: committed when they complete, rolled
	 * back on any error or cancellation, repeated on a conflict, and when a connection
	 * fails before the commit begins. What came of a commit whose connection failed is
	 * not known, so that is not repeated.
	 * @param <T> what they give
	 * @param work the statements, which may run more than once
	 * @return what they give, once it is committed
	 */
	public <T> Mono<T> run(Mono<T> work) {
		return Mono.deferContextual((context) -> isActive(context) ? work : attempt(work, this.retries.begin()));
	}

	// Not retryWhen, which builds half a dozen operators for each transaction.
	private <T> Mono<T> attempt(Mono<T> work, Retries.Work course) {
		AtomicBoolean committing = new AtomicBoolean();
		return this.operator.transactional(work.doOnSuccess((result) -> committing.set(true)))
			.contextWrite((outer) -> course.limit(outer).put(Transactions.class, true))
			.onErrorResume((ex) -> {
				Mono<T> wait = committing.get() ? course.afterConflict(ex) : course.afterFailure(ex);
				return wait.switchIfEmpty(Mono.defer(() -> attempt(work, course)));
			});
	}

	/**
	 * Runs a single statement, which is its own transaction, and repeats it on a
	 * conflict. When its connection fails after it was sent, what came of it is not
	 * known, so that it is not repeated.
	 * @param <T> what it gives
	 * @param statement the statement, which may run more than once
	 * @return what it gives, once it is committed
	 */
	public <T> Mono<T> runSingle(Mono<T> statement) {
		return Mono.deferContextual(
				(context) -> isActive(context) ? statement : attemptSingle(statement, this.retries.begin()));
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

	/**
	 * Tells whether a statement failed because a key is in its table already.
	 * @param failure of the statement
	 * @return whether it did
	 */
	public static boolean isDoubledKey(Throwable failure) {
		return Retries.isDoubledKey(failure);
	}

}
