package dev.tintype.data.sql;

import java.io.IOException;
import java.util.Set;

import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import org.jspecify.annotations.Nullable;

/**
 * Recognises failures of a full disk, from the database, files or their wrappers.
 */
public final class DiskFull {

	/** SQLSTATE of PostgreSQL: disk_full. */
	static final String STATE = "53100";

	/**
	 * H2's states of a closed database. It closes itself under all connections when a
	 * write fails; a new connection opens it again.
	 */
	private static final Set<String> CLOSED = Set.of("90098", "90121");

	/**
	 * H2's state of a file in use, for example by a database that is closing itself.
	 */
	private static final String IN_USE = "90020";

	private static final int DEEPEST_CAUSE = 20;

	private DiskFull() {
	}

	/**
	 * Tells whether a full disk caused a failure.
	 * @param failure of the database, of a file or of a wrapper
	 * @return whether that is the cause
	 */
	public static boolean is(@Nullable Throwable failure) {
		Throwable cause = failure;
		for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
			if (cause instanceof R2dbcException database && STATE.equals(database.getSqlState())) {
				return true;
			}
			String message = cause.getMessage();
			if ((cause instanceof IOException || cause instanceof R2dbcException) && message != null
					&& (message.contains("No space left on device") || message.contains("Disk quota exceeded"))) {
				return true;
			}
			cause = cause.getCause();
		}
		return false;
	}

	/**
	 * Tells whether the embedded database closed itself, so that a retry on a new
	 * connection may succeed.
	 * @param failure of a statement
	 * @return whether it closed itself, because of this statement or of another one
	 */
	public static boolean isClosedDatabase(Throwable failure) {
		String state = Retries.state(failure);
		return !state.isEmpty() && !STATE.equals(state) && (CLOSED.contains(state) || is(failure));
	}

	/**
	 * Tells from an SQLSTATE whether the embedded database closed itself or is still
	 * closing.
	 * @param state of a failure, null for none
	 * @return whether a retry may succeed in a moment
	 */
	public static boolean isClosedDatabase(@Nullable String state) {
		return state != null && (CLOSED.contains(state) || IN_USE.equals(state));
	}

	/**
	 * Tells whether the embedded database cannot be opened yet because it is closing
	 * itself.
	 * @param failure of a new connection
	 * @return whether it can be opened in a moment
	 */
	public static boolean isDatabaseClosing(Throwable failure) {
		return IN_USE.equals(Retries.state(failure));
	}

	/**
	 * Creates the failure of work on a database that has closed itself.
	 * @return a failure that {@link #isClosedDatabase(Throwable)} recognises
	 */
	public static R2dbcException closedDatabase() {
		return new R2dbcNonTransientResourceException("The database has closed itself", "90098");
	}

	/**
	 * Creates the failure of a write that is refused without an attempt.
	 * @return a failure that {@link #is} recognises
	 */
	public static R2dbcException refusal() {
		return new R2dbcNonTransientResourceException("The disk was full a moment ago", STATE);
	}

}
