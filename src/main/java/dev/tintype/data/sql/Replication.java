package dev.tintype.data.sql;

import io.r2dbc.spi.ConnectionFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * Copies of the database that follow it. There is none of this where no copy is
 * configured.
 */
public interface Replication {

	/**
	 * Where a statement that only reads may be executed.
	 * @return a copy that is up to date for that request; null if the database itself is
	 * to be asked
	 */
	@Nullable Source source(ContextView context);

	/**
	 * Hears that something was written and committed, before the writer does.
	 */
	void committed(ContextView context);

	/**
	 * Declares that all statements of a request only read, where its method says
	 * otherwise.
	 * @return with that declaration
	 */
	static Context reading(Context context) {
		return context.put(Replication.class, true);
	}

	/**
	 * A copy.
	 */
	interface Source {

		/**
		 * The way to it.
		 * @return gives its connections
		 */
		ConnectionFactory connections();

		/**
		 * Its transactions.
		 * @return begins transactions over its connections
		 */
		TransactionalOperator transactions();

		/**
		 * The moment at which it is given up.
		 * @return completes while the copy does not answer, else not
		 */
		Mono<Void> silence();

		/**
		 * Judges a failure of a statement that was executed there.
		 * @return whether the database itself may do better
		 */
		boolean isAtFault(Throwable failure);

	}

}
