package dev.tintype.testing;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.sql.Statements;
import dev.tintype.security.credential.Scope;
import dev.tintype.security.credential.Secret;
import dev.tintype.security.key.KeyDraft;
import dev.tintype.security.key.KeyRepository;
import dev.tintype.security.key.NewKey;
import dev.tintype.security.user.Passwords;
import dev.tintype.security.user.User;
import dev.tintype.security.user.UserRepository;

/**
 * Creates keys and users for the tests of an exposed service.
 */
public class Guests {

	/** The password of every user that this class adds. */
	public static final String PASSWORD = "correct horse";

	private final KeyRepository keys;

	private final UserRepository users;

	private final Passwords passwords;

	private final Statements statements;

	Guests(KeyRepository keys, UserRepository users, Passwords passwords, Statements statements) {
		this.keys = keys;
		this.users = users;
		this.passwords = passwords;
		this.statements = statements;
	}

	public NewKey newKey(Scope scope) {
		return Objects.requireNonNull(this.keys.create(new KeyDraft("test", scope, null), null).block());
	}

	public String key(Scope scope) {
		return newKey(scope).key();
	}

	public String expiredKey(Scope scope) {
		NewKey key = newKey(scope);
		this.statements.sql("UPDATE api_keys SET expires_at = :now WHERE key_id = :id")
			.bind("now", Instant.now().minusSeconds(1))
			.bind("id", key.id())
			.update()
			.block();
		return key.key();
	}

	public String revokedKey(Scope scope) {
		NewKey key = newKey(scope);
		this.keys.revoke(key.id()).block();
		return key.key();
	}

	/**
	 * Adds a user with a name that no other has.
	 */
	public User user(String role) {
		String hash = Objects.requireNonNull(this.passwords.hash(PASSWORD).block());
		return Objects.requireNonNull(this.users.add("user " + UUID.randomUUID(), hash, role).block());
	}

	/**
	 * Begins a session without a password, because hashing takes long.
	 * @return the value of the cookie
	 */
	public String session(User user) {
		Secret token = Secret.token();
		Instant now = Instant.now();
		this.statements.sql("""
				INSERT INTO sessions (session_hash, user_id, created_at, last_used_at, expires_at)
				VALUES (:hash, :user, :now, :now, :end)
				""")
			.bind("hash", token.hash())
			.bind("user", user.id())
			.bind("now", now)
			.bind("end", now.plusSeconds(60))
			.update()
			.block();
		return "tintype_session=" + token.text();
	}

	public void disable(User user) {
		this.users.change(user.id(), null, null, false).block();
	}

	/**
	 * Runs a statement as another program would.
	 */
	public long sql(String text, Map<String, ?> values) {
		return Objects.requireNonNull(this.statements.sql(text).bind(values).update().block());
	}

}
