package dev.tintype.security.credential;

import java.time.Instant;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Replication;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Finds valid credentials by their hashes, and records their use.
 */
@Repository
class CredentialRepository {

	private final Statements statements;

	private final Transactions transactions;

	CredentialRepository(Statements statements, Transactions transactions) {
		this.statements = statements;
		this.transactions = transactions;
	}

	private static final String FIND_KEY = """
			/* findKeyByHash */
			SELECT name, 'key:' || CAST(key_id AS VARCHAR), scope, expires_at, last_used_at FROM api_keys
			WHERE key_hash = :hash AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > :now)
			""";

	private static final String FIND_SESSION = """
			/* findSessionByHash */
			SELECT u.username, 'user:' || u.username, u.role, s.expires_at, s.last_used_at
			FROM sessions s JOIN users u ON u.id = s.user_id
			WHERE s.session_hash = :hash AND u.is_enabled AND s.expires_at > :now
			""";

	/**
	 * Finds valid credentials. A replica may lack a revocation, so it is never asked.
	 * @return empty if there are none
	 */
	Mono<Credential> find(Credential.Kind kind, String hash) {
		return this.statements.sql((kind == Credential.Kind.KEY) ? FIND_KEY : FIND_SESSION)
			.bind("hash", hash)
			.bind("now", Instant.now())
			.<Credential>one((row) -> credential(kind, hash, row))
			.contextWrite((context) -> context.delete(Replication.class));
	}

	private static Credential credential(Credential.Kind kind, String hash, Readable row) {
		String granted = Columns.get(row, 2, String.class);
		Scope scope = (kind == Credential.Kind.KEY) ? Scope.of(granted) : Scope.ofRole(granted);
		if (scope == null) {
			throw new IllegalStateException("There is no scope " + granted);
		}
		return new Credential(kind, hash, Columns.get(row, 0, String.class), Columns.get(row, 1, String.class), scope,
				row.get(3, Instant.class), row.get(4, Instant.class));
	}

	private static final String USE_KEY = """
			/* recordUseOfKey */
			UPDATE api_keys SET last_used_at = :now
			WHERE key_hash = :hash AND (last_used_at IS NULL OR last_used_at < :before)
			""";

	private static final String USE_SESSION = """
			/* recordUseOfSession */
			UPDATE sessions SET last_used_at = :now,
			  expires_at = LEAST(CAST(:end AS TIMESTAMP WITH TIME ZONE), created_at + INTERVAL '7' DAY)
			WHERE session_hash = :hash AND last_used_at < :before
			""";

	/**
	 * Records that credentials were used.
	 * @param before an earlier use than this is replaced
	 */
	Mono<Void> use(Credential credential, Instant now, Instant before) {
		boolean isKey = credential.kind() == Credential.Kind.KEY;
		Statements.Call call = this.statements.sql(isKey ? USE_KEY : USE_SESSION)
			.bind("hash", credential.hash())
			.bind("now", now)
			.bind("before", before);
		if (!isKey) {
			call.bind("end", now.plus(Credentials.SESSION_IDLE));
		}
		return this.transactions.runSingle(call.update()).then();
	}

}
