package dev.tintype.data.pool;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;

import io.r2dbc.spi.R2dbcException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether each connection to a server has a separate session. A pooler such as
 * PgBouncer in transaction mode lends a session per transaction. Then nothing that a
 * session keeps may be used: no named prepared statement, no LISTEN, no SET.
 */
public final class Sessions {

	/**
	 * The SQLSTATEs of a prepared statement that is missing, and of one that another
	 * connection has made: invalid_sql_statement_name, duplicate_prepared_statement.
	 */
	private static final Set<String> SIGNS = Set.of("26000", "42P05");

	private static final String PROTOCOL_VIOLATION = "08P01";

	private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

	private final @Nullable Duration statementLimit;

	private final @Nullable Sessions database;

	private volatile boolean shared;

	/**
	 * Creates sessions that are not shared until something shows that they are.
	 */
	public Sessions() {
		this.statementLimit = null;
		this.database = null;
	}

	/**
	 * Creates sessions that are not shared until something shows that they are.
	 * @param statementLimit how long a statement may take where sessions are shared,
	 * since the driver cannot set the limit per session there
	 */
	public Sessions(Duration statementLimit) {
		this(statementLimit, null);
	}

	/**
	 * Creates the sessions of a replica. They are shared if those of the database are.
	 * @param statementLimit how long a statement may take where sessions are shared
	 * @param database the sessions of the database; null if they say nothing about the
	 * replica
	 */
	public Sessions(Duration statementLimit, @Nullable Sessions database) {
		this.statementLimit = statementLimit;
		this.database = database;
	}

	/**
	 * Returns the time limit that this process must enforce on a statement.
	 * @return null where the server enforces it, or where there is no limit
	 */
	@Nullable Duration statementLimit() {
		return areShared() ? this.statementLimit : null;
	}

	/**
	 * Tells whether connections share sessions.
	 * @return false until something shows that they do
	 */
	public boolean areShared() {
		return this.shared || (this.database != null && this.database.areShared());
	}

	/**
	 * Marks the sessions as shared, for good.
	 * @param server its name in the log
	 */
	public void share(String server) {
		if (!this.shared) {
			this.shared = true;
			LOG.warn(
					"{} lends a session per transaction, as PgBouncer does in transaction mode:"
							+ " statements are prepared each time, paths are not kept in memory,"
							+ " and a statement that takes longer than DB_COMMAND_TIMEOUT costs its connection",
					server);
		}
	}

	/**
	 * Derives from a failure whether sessions are shared.
	 */
	void judge(@Nullable Throwable failure) {
		if (failure instanceof R2dbcException fault && isSign(fault)) {
			share("The database");
		}
	}

	// Another client's statement may have that name but other parameters.
	private static boolean isSign(R2dbcException fault) {
		String state = Objects.requireNonNullElse(fault.getSqlState(), "");
		return SIGNS.contains(state) || (PROTOCOL_VIOLATION.equals(state)
				&& Objects.requireNonNullElse(fault.getMessage(), "").contains("prepared statement"));
	}

}
