package dev.tintype.data.sql;

import io.r2dbc.spi.ConnectionFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * The replicas of the database. There is no such bean if no replica is configured.
 */
public interface Replication {

	/**
	 * Chooses where a statement that only reads is executed.
	 * @return a replica that is up to date for the request; null for the database itself
	 */
	@Nullable Source source(ContextView context);

	/**
	 * Records a committed write before the writer hears of the commit.
	 */
	void committed(ContextView context);

	/**
	 * Tells up to which transaction all replicas in use show the ended transactions.
	 * @return the number of the first transaction that one of them may not show; the
	 * largest number if none is in use
	 */
	long shownBefore();

	/**
	 * Declares that all statements of a request only read, whatever its HTTP method.
	 * @return the context with that declaration
	 */
	static Context reading(Context context) {
		return context.put(Replication.class, true);
	}

	/**
	 * A replica.
	 */
	interface Source {

		/**
		 * Returns the way to the replica.
		 * @return gives its connections
		 */
		ConnectionFactory connections();

		/**
		 * Returns the transactions of the replica.
		 * @return begins transactions over its connections
		 */
		TransactionalOperator transactions();

		/**
		 * Tells when the replica is given up.
		 * @return completes when the replica does not answer, otherwise never
		 */
		Mono<Void> silence();

		/**
		 * Judges the failure of a statement on the replica.
		 * @return whether the statement may succeed on the database itself
		 */
		boolean isAtFault(Throwable failure);

	}

}
