package dev.tintype.data.sql;

import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Lets several statements read the same state of the database.
 */
@Component
public class Snapshots {

	private static final String BEGIN_POSTGRESQL = """
			/* beginSnapshot */ SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY""";

	/** H2 sets the isolation of a session. REPEATABLE READ would begin per table. */
	private static final String BEGIN_H2 = """
			/* beginSnapshot */ SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SNAPSHOT""";

	private static final String END_H2 = """
			/* endSnapshot */ SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED""";

	private final Statements statements;

	private final Transactions transactions;

	private final Dialect dialect;

	Snapshots(Statements statements, Transactions transactions, Dialect dialect) {
		this.statements = statements;
		this.transactions = transactions;
		this.dialect = dialect;
	}

	/**
	 * Runs statements, none of which writes. All of them see what was committed when the
	 * first one began. Inside a transaction they see its state instead.
	 * @param <T> what they give
	 * @param work the statements, which may run more than once
	 * @return what they give
	 */
	public <T> Mono<T> run(Mono<T> work) {
		return Mono.deferContextual(
				(context) -> Transactions.isActive(context) ? work : this.transactions.runReading(begin(work)));
	}

	private <T> Mono<T> begin(Mono<T> work) {
		return switch (this.dialect) {
			case POSTGRESQL -> this.statements.sql(BEGIN_POSTGRESQL).then().then(work);
			case H2 -> Mono.usingWhen(this.statements.sql(BEGIN_H2).then().thenReturn(true), (begun) -> work,
					(begun) -> this.statements.sql(END_H2).then());
		};
	}

}
