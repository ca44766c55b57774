package dev.tintype.security.session;

import java.time.Instant;
import java.util.UUID;

import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.security.credential.Credentials;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Writes the table of sessions.
 */
@Repository
class SessionRepository {

	private final Statements statements;

	private final Transactions transactions;

	private final Credentials credentials;

	SessionRepository(Statements statements, Transactions transactions, Credentials credentials) {
		this.statements = statements;
		this.transactions = transactions;
		this.credentials = credentials;
	}

	private static final String INSERT = """
			/* insertSession */
			INSERT INTO sessions (session_hash, user_id, created_at, last_used_at, expires_at)
			SELECT :hash, id, :now, :now, :expires FROM users WHERE id = :user AND is_enabled AND password = :password
			""";

	/**
	 * Begins a session. The user may have been changed since the password was checked.
	 * @param hash of the token
	 * @param password the hash of the password that was checked
	 * @return whether the user may still sign in
	 */
	Mono<Boolean> begin(String hash, UUID user, String password, Instant now, Instant expires) {
		return this.transactions
			.runSingle(this.statements.sql(INSERT)
				.bind("hash", hash)
				.bind("now", now)
				.bind("expires", expires)
				.bind("user", user)
				.bind("password", password)
				.update())
			.map((inserted) -> inserted > 0);
	}

	private static final String DELETE = "/* deleteSession */ DELETE FROM sessions WHERE session_hash = :hash";

	/**
	 * Ends a session.
	 * @param hash of the token
	 * @return completes once it is committed
	 */
	Mono<Void> end(String hash) {
		return this.transactions.runSingle(this.statements.sql(DELETE).bind("hash", hash).update())
			.doOnNext((deleted) -> this.credentials.changed())
			.then();
	}

	private static final String DELETE_EXPIRED = """
			/* deleteExpiredSessions */ DELETE FROM sessions WHERE expires_at <= :now
			""";

	/**
	 * Deletes the sessions that are no longer valid.
	 * @return how many
	 */
	Mono<Long> deleteExpired() {
		return this.transactions.runSingle(this.statements.sql(DELETE_EXPIRED).bind("now", Instant.now()).update());
	}

}
