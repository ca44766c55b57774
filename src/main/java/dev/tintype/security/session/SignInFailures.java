package dev.tintype.security.session;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.security.limit.RequestLimits;
import dev.tintype.support.Ids;
import dev.tintype.web.http.ProblemException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Counts failed sign-ins per address, for all instances together. A sign-in counts as
 * failed until it succeeds, so that many at once cannot exceed the limit.
 */
@Repository
class SignInFailures {

	private static final int MOST = 5;

	private static final Duration WINDOW = Duration.ofMinutes(1);

	private static final Duration KEPT = Duration.ofHours(1);

	private final Statements statements;

	private final Transactions transactions;

	private final Dialect dialect;

	SignInFailures(Statements statements, Transactions transactions, Dialect dialect) {
		this.statements = statements;
		this.transactions = transactions;
		this.dialect = dialect;
	}

	/** On H2, one transaction writes at a time. */
	private static final String LOCK_H2 = "/* lockAddress */ SELECT 1 WHERE :address IS NOT NULL";

	private static final String LOCK_POSTGRESQL = """
			/* lockAddress */
			SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended('sign-in ' || :address, 0))) AS locked
			""";

	private static final String COUNT = """
			/* countSignInFailures */
			SELECT count(*), min(failed_at) FROM sign_in_failures WHERE address = :address AND failed_at > :since
			""";

	private static final String INSERT = """
			/* insertSignInFailure */
			INSERT INTO sign_in_failures (failure_id, address, failed_at) VALUES (:id, :address, :now)
			""";

	/**
	 * Counts a sign-in as failed.
	 * @param address the network of the client
	 * @return the id by which to take it back. It fails with a problem if the limit is
	 * reached
	 */
	Mono<UUID> add(String address) {
		return this.transactions.run(this.statements.sql(this.dialect.choose(LOCK_H2, LOCK_POSTGRESQL))
			.bind("address", address)
			.value(Integer.class)
			.flatMap((locked) -> {
				Instant now = Instant.now();
				return this.statements.sql(COUNT)
					.bind("address", address)
					.bind("since", now.minus(WINDOW))
					.one((row) -> new Count(Columns.get(row, 0, Long.class), row.get(1, Instant.class)))
					.flatMap(
							(count) -> (count.number() < MOST) ? insert(address, now) : Mono.error(count.problem(now)));
			}));
	}

	private Mono<UUID> insert(String address, Instant now) {
		UUID id = Ids.next();
		return this.statements.sql(INSERT)
			.bind("id", id)
			.bind("address", address)
			.bind("now", now)
			.update()
			.thenReturn(id);
	}

	private static final String DELETE = "/* deleteSignInFailure */ DELETE FROM sign_in_failures WHERE failure_id = :id";

	/**
	 * Takes back the failure of a sign-in that has succeeded, or that was not checked.
	 */
	Mono<Void> remove(UUID id) {
		return this.transactions.runSingle(this.statements.sql(DELETE).bind("id", id).update()).then();
	}

	private static final String DELETE_OLD = """
			/* deleteSignInFailures */ DELETE FROM sign_in_failures WHERE failed_at <= :before
			""";

	/**
	 * Deletes what counts no longer.
	 * @return how many
	 */
	Mono<Long> deleteOld() {
		return this.transactions
			.runSingle(this.statements.sql(DELETE_OLD).bind("before", Instant.now().minus(KEPT)).update());
	}

	/**
	 * The failures of an address within the window.
	 *
	 * @param first the time of the oldest, null if there is none
	 */
	private record Count(long number, @Nullable Instant first) {

		ProblemException problem(Instant now) {
			Duration wait = (this.first != null) ? Duration.between(now, this.first.plus(WINDOW)) : WINDOW;
			return RequestLimits.tooMany("Too many sign-ins from this address have failed.", wait);
		}

	}

}
