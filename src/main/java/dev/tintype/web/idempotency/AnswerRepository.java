package dev.tintype.web.idempotency;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads and writes the table of stored responses.
 */
@Repository
class AnswerRepository {

	/** How long a response is stored. */
	static final Duration KEPT = Duration.ofHours(24);

	/** Only one process uses H2, so the claims in its memory are enough. */
	private static final String LOCK_H2 = "/* lockKey */ SELECT TRUE WHERE :key IS NOT NULL";

	/**
	 * The lock is held until the transaction ends with commit or rollback. The statement
	 * does not wait for it.
	 */
	private static final String LOCK_POSTGRESQL = """
			/* lockKey */ SELECT pg_try_advisory_xact_lock(hashtextextended('idempotency ' || :key, 0))
			""";

	private static final String FIND = """
			/* findAnswer */
			SELECT request_hash, status, content_type, location, body FROM idempotent_answers
			WHERE idempotency_key = :key AND created_at > :since
			""";

	private static final String DELETE = """
			/* deleteExpiredAnswer */
			DELETE FROM idempotent_answers WHERE idempotency_key = :key AND created_at <= :since
			""";

	private static final String DELETE_ALL = """
			/* deleteExpiredAnswers */ DELETE FROM idempotent_answers WHERE created_at <= :since
			""";

	private static final String INSERT = """
			/* insertAnswer */
			INSERT INTO idempotent_answers
			  (idempotency_key, request_hash, status, content_type, location, body, created_at)
			VALUES (:key, :hash, :status, :type, NULLIF(:location, ''), :body, :now)
			""";

	private final Statements statements;

	private final Dialect dialect;

	AnswerRepository(Statements statements, Dialect dialect) {
		this.statements = statements;
		this.dialect = dialect;
	}

	/**
	 * Locks a key among all instances until the end of the transaction.
	 * @return false if another transaction holds it
	 */
	Mono<Boolean> lock(String key) {
		return this.statements.sql(this.dialect.choose(LOCK_H2, LOCK_POSTGRESQL)).bind("key", key).value(Boolean.class);
	}

	/**
	 * Finds the response to a key.
	 * @return empty if there is none within the last 24 hours
	 */
	Mono<StoredAnswer> find(String key) {
		return this.statements.sql(FIND)
			.bind("key", key)
			.bind("since", Instant.now().minus(KEPT))
			.one((row) -> new StoredAnswer(Columns.get(row, 0, String.class), Columns.get(row, 1, Integer.class),
					Columns.get(row, 2, String.class), row.get(3, String.class), Columns.get(row, 4, byte[].class)));
	}

	/**
	 * Stores a response.
	 * @param key a key without a valid response
	 */
	Mono<Void> insert(String key, StoredAnswer answer) {
		Instant now = Instant.now();
		Mono<Void> insert = this.statements.sql(INSERT)
			.bind("key", key)
			.bind("hash", answer.requestHash())
			.bind("status", answer.status())
			.bind("type", answer.contentType())
			.bind("location", Objects.requireNonNullElse(answer.location(), ""))
			.bind("body", answer.body())
			.bind("now", now)
			.then();
		return this.statements.sql(DELETE).bind("key", key).bind("since", now.minus(KEPT)).then().then(insert);
	}

	/**
	 * Deletes all expired responses.
	 * @return how many
	 */
	Mono<Long> deleteExpired() {
		return this.statements.sql(DELETE_ALL).bind("since", Instant.now().minus(KEPT)).update();
	}

}
