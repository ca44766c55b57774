package dev.tintype.security.key;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.security.credential.Credentials;
import dev.tintype.security.credential.Secret;
import dev.tintype.support.Ids;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Where;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.stereotype.Repository;

/**
 * Reads and writes the table of keys.
 */
@Repository
public class KeyRepository {

	private final Statements statements;

	private final Transactions transactions;

	private final Credentials credentials;

	private final Listing<ApiKey> listing;

	private final Orders<ApiKey> orders = Orders.of(Order.of("id", Key.id("k.key_id", ApiKey::id)));

	KeyRepository(Statements statements, Transactions transactions, Credentials credentials) {
		this.statements = statements;
		this.transactions = transactions;
		this.credentials = credentials;
		this.listing = new Listing<>(statements, "Keys", "api_keys k", ApiKey.COLUMNS, ApiKey::of);
	}

	Orders<ApiKey> orders() {
		return this.orders;
	}

	Rows<ApiKey> rows() {
		return this.listing.rows(Where.ALL);
	}

	private static final String FIND_ALL = "/* findKeys */ SELECT " + ApiKey.COLUMNS
			+ " FROM api_keys k ORDER BY k.key_id";

	/**
	 * Returns all keys.
	 * @return in the order of their creation, also those that are expired or revoked
	 */
	public Flux<ApiKey> all() {
		return this.statements.sql(FIND_ALL).all(ApiKey::of);
	}

	private static final String INSERT = """
			/* insertKey */
			INSERT INTO api_keys (key_id, name, prefix, key_hash, scope, created_by, created_at, expires_at)
			VALUES (:id, :name, :prefix, :hash, :scope, NULLIF(:creator, ''), :created,
			  CASE WHEN CAST(:expiring AS BOOLEAN) THEN CAST(:expires AS TIMESTAMP WITH TIME ZONE) END)
			""";

	/**
	 * Creates a key.
	 * @param draft of the key
	 * @param creator the principal of the request, null for a command
	 * @return the key once it is committed
	 */
	public Mono<NewKey> create(KeyDraft draft, @Nullable String creator) {
		return Mono.fromSupplier(Secret::key).subscribeOn(Schedulers.boundedElastic()).flatMap((secret) -> {
			UUID id = Ids.next();
			ApiKey key = new ApiKey(id, draft.name(), secret.prefix(), draft.scope().word(), creator, Ids.createdAt(id),
					draft.expiresAt(), null, null);
			return this.transactions.runSingle(this.statements.sql(INSERT)
				.bind("id", id)
				.bind("name", key.name())
				.bind("prefix", key.prefix())
				.bind("hash", secret.hash())
				.bind("scope", key.scope())
				.bind("creator", (creator != null) ? creator : "")
				.bind("created", key.createdAt())
				.bind("expiring", draft.expiresAt() != null)
				.bind("expires", Objects.requireNonNullElse(draft.expiresAt(), key.createdAt()))
				.update()
				.thenReturn(NewKey.of(key, secret)));
		});
	}

	private static final String REVOKE = """
			/* revokeKey */ UPDATE api_keys SET revoked_at = :now WHERE key_id = :id AND revoked_at IS NULL
			""";

	private static final String EXISTS = "/* keyExists */ SELECT TRUE FROM api_keys WHERE key_id = :id";

	/**
	 * Revokes a key.
	 * @param id of a key
	 * @return true if it was valid until now, false if it was already revoked; empty if
	 * the id is unknown
	 */
	public Mono<Boolean> revoke(UUID id) {
		Mono<Long> revoked = this.transactions
			.runSingle(this.statements.sql(REVOKE).bind("id", id).bind("now", Instant.now()).update())
			.doOnNext((changed) -> this.credentials.changed());
		return revoked.flatMap((changed) -> (changed > 0) ? Mono.just(true)
				: this.statements.sql(EXISTS).bind("id", id).value(Boolean.class).map((known) -> false));
	}

}
