package dev.tintype.data.pool;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;

import io.r2dbc.spi.R2dbcException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether each connection to a server has a session of its own. Behind a pooler that
 * lends sessions for one transaction each, as PgBouncer does in transaction mode, it has
 * not: then nothing that a session keeps, such as a prepared statement with a name,
 * LISTEN or SET, may be used.
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
	 * Sessions that are taken to be the connections' own.
	 */
	public Sessions() {
		this.statementLimit = null;
		this.database = null;
	}

	/**
	 * Sessions that are taken to be the connections' own.
	 * @param statementLimit how long a statement may take where sessions are shared, so
	 * that the driver cannot set it once and for all
	 */
	public Sessions(Duration statementLimit) {
		this(statementLimit, null);
	}

	/**
	 * Sessions of a copy, which are taken to be shared where those of the database are.
	 * @param statementLimit how long a statement may take where sessions are shared
	 * @param database the sessions of the database; null where they tell nothing
	 */
	public Sessions(Duration statementLimit, @Nullable Sessions database) {
		this.statementLimit = statementLimit;
		this.database = database;
	}

	/**
	 * After how long this process must give a statement up.
	 * @return null where the server does it, or nobody
	 */
	@Nullable Duration statementLimit() {
		return areShared() ? this.statementLimit : null;
	}

	/**
	 * Whether connections share sessions.
	 * @return false until something tells that they do
	 */
	public boolean areShared() {
		return this.shared || (this.database != null && this.database.areShared());
	}

	/**
	 * From now on connections share sessions. There is no way back.
	 * @param server for the log
	 */
	public void share(String server) {
		if (!this.shared) {
			this.shared = true;
			LOG.warn(
					"{} lends a session for each transaction, as PgBouncer does in transaction mode:"
							+ " statements are prepared each time, paths are not kept in memory,"
							+ " and a statement that takes longer than DB_COMMAND_TIMEOUT costs its connection",
					server);
		}
	}

	/**
	 * Learns from a failure.
	 */
	void judge(@Nullable Throwable failure) {
		if (failure instanceof R2dbcException fault && isSign(fault)) {
			share("The database");
		}
	}

	// A statement of that name may also be there with other parameters.
	private static boolean isSign(R2dbcException fault) {
		String state = Objects.requireNonNullElse(fault.getSqlState(), "");
		return SIGNS.contains(state) || (PROTOCOL_VIOLATION.equals(state)
				&& Objects.requireNonNullElse(fault.getMessage(), "").contains("prepared statement"));
	}

}
