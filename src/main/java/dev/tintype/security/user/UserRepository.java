package dev.tintype.security.user;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.security.credential.Credentials;
import dev.tintype.support.Ids;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Where;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads and writes the table of users.
 */
@Repository
public class UserRepository {

	private final Statements statements;

	private final Transactions transactions;

	private final Credentials credentials;

	private final Listing<User> listing;

	private final Orders<User> orders = Orders.of(Order.of("id", Key.id("u.id", User::id)));

	UserRepository(Statements statements, Transactions transactions, Credentials credentials) {
		this.statements = statements;
		this.transactions = transactions;
		this.credentials = credentials;
		this.listing = new Listing<>(statements, "Users", "users u", User.COLUMNS, User::of);
	}

	Orders<User> orders() {
		return this.orders;
	}

	Rows<User> rows() {
		return this.listing.rows(Where.ALL);
	}

	private static final String FIND_ALL = "/* findUsers */ SELECT " + User.COLUMNS
			+ " FROM users u ORDER BY u.username, u.id";

	/**
	 * Returns all users.
	 * @return by name
	 */
	public Flux<User> all() {
		return this.statements.sql(FIND_ALL).all(User::of);
	}

	private static final String FIND = "/* findUser */ SELECT " + User.COLUMNS + " FROM users u WHERE u.id = :id";

	private static final String FIND_LOGIN = "/* findLogin */ SELECT " + User.COLUMNS
			+ ", u.password FROM users u WHERE u.username = :name";

	/**
	 * Finds a user by name.
	 * @param name exactly as stored
	 * @return with the hash of the password; empty if the name is unknown
	 */
	public Mono<Login> findLogin(String name) {
		return this.statements.sql(FIND_LOGIN)
			.bind("name", name)
			.one((row) -> new Login(User.of(row), Columns.get(row, 5, String.class)));
	}

	private static final String INSERT = """
			/* insertUser */
			INSERT INTO users (id, username, password, role, is_enabled, created_at)
			VALUES (:id, :name, :hash, :role, TRUE, :created)
			""";

	/**
	 * Adds a user.
	 * @param name of the user
	 * @param hash of the password
	 * @param role of the user
	 * @return the user once it is committed. It fails with a problem of type
	 * {@link ProblemType#CONFLICT} if the name is taken
	 */
	public Mono<User> add(String name, String hash, String role) {
		UUID id = Ids.next();
		User user = new User(id, name, role, true, Ids.createdAt(id));
		Mono<User> insert = findLogin(name).flatMap((taken) -> Mono.<User>error(taken()))
			.switchIfEmpty(this.statements.sql(INSERT)
				.bind("id", id)
				.bind("name", name)
				.bind("hash", hash)
				.bind("role", role)
				.bind("created", user.createdAt())
				.update()
				.thenReturn(user));
		return this.transactions.run(insert);
	}

	private static ProblemException taken() {
		return new ProblemException(ProblemType.CONFLICT, "There is a user with this name.");
	}

	private static final String LOCK_ADMINS = """
			/* lockAdmins */ SELECT id FROM users WHERE role = 'admin' AND is_enabled ORDER BY id FOR UPDATE
			""";

	private static final String UPDATE = """
			/* updateUser */
			UPDATE users SET password = COALESCE(NULLIF(:hash, ''), password), role = :role, is_enabled = :enabled
			WHERE id = :id
			""";

	private static final String END_SESSIONS = "/* endSessionsOfUser */ DELETE FROM sessions WHERE user_id = :id";

	/**
	 * Changes a user and ends all sessions of the user.
	 * @param id of the user
	 * @param hash of the new password, or null
	 * @param role the new role, or null
	 * @param enabled whether the user may sign in from now on, or null
	 * @return the user once it is committed; empty if the id is unknown. It fails with a
	 * problem of type {@link ProblemType#CONFLICT} if no enabled admin would remain
	 */
	public Mono<User> change(UUID id, @Nullable String hash, @Nullable String role, @Nullable Boolean enabled) {
		Mono<User> change = lockAdmins().flatMap((admins) -> find(id).flatMap((before) -> {
			User after = new User(id, before.username(), Objects.requireNonNullElse(role, before.role()),
					Objects.requireNonNullElse(enabled, before.isEnabled()), before.createdAt());
			if (!isEnabledAdmin(after)) {
				requireOther(admins, id);
			}
			return this.statements.sql(UPDATE)
				.bind("id", id)
				.bind("hash", Objects.requireNonNullElse(hash, ""))
				.bind("role", after.role())
				.bind("enabled", after.isEnabled())
				.update()
				.then((hash != null || role != null || !after.isEnabled()) ? endSessions(id) : Mono.empty())
				.thenReturn(after);
		}));
		return this.transactions.run(change).doOnNext((changed) -> this.credentials.changed());
	}

	private static final String REHASH = """
			/* replaceHash */ UPDATE users SET password = :hash WHERE id = :id AND password = :former
			""";

	/**
	 * Replaces the hash of an unchanged password.
	 * @param login with the former hash
	 * @param hash the new one
	 * @return completes once it is committed
	 */
	public Mono<Void> rehash(Login login, String hash) {
		return this.transactions
			.runSingle(this.statements.sql(REHASH)
				.bind("hash", hash)
				.bind("id", login.user().id())
				.bind("former", login.hash())
				.update())
			.then();
	}

	private static final String DELETE = "/* deleteUser */ DELETE FROM users WHERE id = :id";

	/**
	 * Deletes a user with all sessions.
	 * @param id of the user
	 * @return the user, once it is deleted; empty if the id is unknown. It fails as
	 * {@link #change} does
	 */
	public Mono<User> delete(UUID id) {
		Mono<User> delete = lockAdmins().flatMap((admins) -> find(id).flatMap((user) -> {
			requireOther(admins, id);
			return this.statements.sql(DELETE).bind("id", id).update().thenReturn(user);
		}));
		return this.transactions.run(delete).doOnNext((deleted) -> this.credentials.changed());
	}

	private Mono<User> find(UUID id) {
		return this.statements.sql(FIND).bind("id", id).one(User::of);
	}

	private Mono<Void> endSessions(UUID id) {
		return this.statements.sql(END_SESSIONS).bind("id", id).then();
	}

	// Two requests that each take one of the last two admins away must not both succeed.
	private Mono<List<UUID>> lockAdmins() {
		return this.statements.sql(LOCK_ADMINS).<UUID>all((row) -> Columns.get(row, 0, UUID.class)).collectList();
	}

	private static boolean isEnabledAdmin(User user) {
		return user.isEnabled() && user.role().equals("admin");
	}

	private static void requireOther(List<UUID> admins, UUID id) {
		if (admins.contains(id) && admins.size() == 1) {
			throw new ProblemException(ProblemType.CONFLICT,
					"The user is the last enabled admin. Make another user an admin first.");
		}
	}

	/**
	 * What a sign-in compares.
	 *
	 * @param user with the name
	 * @param hash of the password
	 */
	public record Login(User user, String hash) {

		/** Hides the hash from logs. */
		@Override
		public String toString() {
			return "Login[" + this.user + "]";
		}

	}

}
